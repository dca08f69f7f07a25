/** Setting an office up, inviting and certifying its people. */
import {
  asRpcError, call, type Member, type PermissionRole, type RpcError, type PublishedCard, type Setup,
} from '$lib/ipc';
import { home } from './home.svelte';

class Office {
  members = $state.raw<Member[] | null>(null);
  card = $state.raw<PublishedCard | null>(null);
  error = $state<RpcError | null>(null);

  /** Answers the six words of this device. */
  async join(invite: string, name: string, title: string): Promise<string[]> {
    const joined = await call('handler_join', { invite, name, title });
    await home.refresh();
    return joined.key_words;
  }

  async setUp(setup: Setup): Promise<PublishedCard> {
    const done = await call('org_setup', setup);
    await home.refresh();
    return done;
  }

  async load(): Promise<void> {
    try {
      this.card = await call('org_card', {});
      this.members = (await call('org_members', {})).members;
      this.error = null;
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  async invite(email: string, role: PermissionRole): Promise<string> {
    return (await call('org_invite', { email, role })).invite;
  }

  async certify(handler: string, keyWords: string[]): Promise<void> {
    await call('org_certify', { handler, key_words: keyWords });
    await this.load();
  }
}

export const office = new Office();
