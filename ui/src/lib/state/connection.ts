/** What the window makes of how the relays are reached. */
import type { ConnectionKind } from '$lib/ipc';

/** Whether a relay is reached, whichever way. */
export function isOnline(kind: ConnectionKind): boolean {
  return kind === 'direct' || kind === 'tor' || kind === 'proxy';
}

/** Whether nothing leaves until something changes. */
export function isOffline(kind: ConnectionKind | undefined): boolean {
  return kind === 'offline' || kind === 'no_proxy' || kind === 'no_tor';
}
