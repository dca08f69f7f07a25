/** What stands before an entry: a shape for what it is, a hue for identities and for what needs care. */
import Archive from '@lucide/svelte/icons/archive';
import CircleArrowRight from '@lucide/svelte/icons/circle-arrow-right';
import CircleDot from '@lucide/svelte/icons/circle-dot';
import EyeOff from '@lucide/svelte/icons/eye-off';
import Fingerprint from '@lucide/svelte/icons/fingerprint-pattern';
import Inbox from '@lucide/svelte/icons/inbox';
import Key from '@lucide/svelte/icons/key';
import Mail from '@lucide/svelte/icons/mail';
import MessageSquareMore from '@lucide/svelte/icons/message-square-more';
import MonitorSmartphone from '@lucide/svelte/icons/monitor-smartphone';
import Server from '@lucide/svelte/icons/server';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import UserCheck from '@lucide/svelte/icons/user-check';
import UserMinus from '@lucide/svelte/icons/user-minus';
import UserPlus from '@lucide/svelte/icons/user-plus';
import UserX from '@lucide/svelte/icons/user-x';
import Users from '@lucide/svelte/icons/users';

import type { LogGroup, Logged, LogKind } from '$lib/ipc';

const OF_PART = { identity: Fingerprint, cases: Inbox, team: Users, keys: Key } satisfies Record<LogGroup, unknown>;

const OF_KIND: Partial<Record<LogKind, typeof Inbox>> = {
  case_status: CircleDot, case_closed: Archive, case_joined: UserPlus, case_left: UserMinus, case_successor: CircleArrowRight,
  identity_requested: MessageSquareMore, identity_approved: UserCheck, identity_refused: UserX,
  invitation_created: Mail, device_joined: MonitorSmartphone, device_revoked: MonitorSmartphone,
  approval_asked: MessageSquareMore, approval_given: UserCheck, approval_declined: UserX,
  relay_restored: Server, keys_rotated: Server,
};

export function iconOf(logged: Logged): typeof Inbox {
  switch (logged.state) {
    case 'closed': return EyeOff;
    case 'newer': return CircleHelp;
    case 'act': return OF_KIND[logged.kind] ?? OF_PART[logged.group];
  }
}

export function toneOf(logged: Logged): 'identity' | 'warn' | 'plain' {
  if (logged.state !== 'act') return 'plain';
  return logged.kind === 'relay_restored' ? 'warn' : logged.group === 'identity' ? 'identity' : 'plain';
}

export { OF_PART };
