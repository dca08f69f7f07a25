/** What was found in files, in words. */
import type { Attachment, Finding } from '$lib/ipc';
import { list, t } from '.';

/** How a file stands that has not left. */
export type LookState = 'not_checked' | 'clean' | 'cleaned' | 'look' | 'original';

/** More kinds than this are too much for one line. */
const SHOWN = 4;

export function findingsOf({ look }: Attachment): Finding[] {
  return look?.kind === 'checked' ? look.findings : [];
}

export function lookState(file: Attachment): LookState {
  const { look } = file;
  if (look?.kind !== 'checked') return 'not_checked';
  if (look.findings.length === 0) return 'clean';
  if (look.copies?.goes === 'original') return 'original';
  return look.findings.some(({ remains }) => remains) ? 'look' : 'cleaned';
}

/** Whether a person should look at it before it leaves; an original that was chosen was looked at. */
export function isToBeSeen(file: Attachment): boolean {
  return ['not_checked', 'look'].includes(lookState(file));
}

/** where it was taken, the camera or device, and 2 more */
export function whatIsHidden(findings: Finding[]): string {
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  const shown = kinds.slice(0, kinds.length > SHOWN ? SHOWN - 1 : SHOWN).map((kind) => t(`finding-${kind}`));
  const more = kinds.length - shown.length;
  return list(more > 0 ? [...shown, t('look-more', { count: more })] : shown);
}
