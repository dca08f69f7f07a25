/** Keys by the names that they have on this machine and in this language. */
import { t } from '.';

export const IS_MAC = navigator.userAgent.includes('Mac');

function keyName(key: string, short: boolean): string {
  if (key === 'Mod') return IS_MAC ? '⌘' : t('key-control');
  if (key === 'Shift') return IS_MAC ? '⇧' : t('key-shift');
  if (key === 'Enter') return short ? '↵' : t('key-enter');
  return key === 'Escape' ? t('key-escape') : key;
}

/** `Mod+L` as one stroke, `G 1` as two. The short form is for the eye alone. */
export function shortcut(keys: string, short = false): string[] {
  return keys.split(' ').map((stroke) => stroke.split('+').map((key) => keyName(key, short)).join(' '));
}
