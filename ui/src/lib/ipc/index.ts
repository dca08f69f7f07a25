/** The only door to the application: typed commands and events. Components do not call it; state does. */
import { invoke } from '@tauri-apps/api/core';
import { listen, type UnlistenFn } from '@tauri-apps/api/event';

import type { Commands } from './generated/commands';
import type { Events } from './generated/events';
import type { RpcError } from './generated/types';

export type * from './generated/types';

/** Asks the application; rejects with an `RpcError`. */
export async function call<Name extends keyof Commands>(
  name: Name,
  request: Commands[Name]['request'],
): Promise<Commands[Name]['response']> {
  try {
    return await invoke<Commands[Name]['response']>(name, { ...request });
  } catch (refusal) {
    throw asRpcError(refusal);
  }
}

/** Calls `listener` for each event of this name. */
export function on<Name extends keyof Events>(
  name: Name,
  listener: (payload: Events[Name]) => void,
): Promise<UnlistenFn> {
  return listen<Events[Name]>(name, (event) => listener(event.payload));
}

/** Anything that was thrown, in the one shape of errors. */
export function asRpcError(thrown: unknown): RpcError {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'details' in thrown) {
    return thrown as RpcError;
  }
  return { code: 'internal', retryable: false, details: {} };
}
