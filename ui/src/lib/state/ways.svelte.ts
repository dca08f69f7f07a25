/** Which way relays are reached, and the Tors that could be used. */
import { asRpcError, call, type Route, type Routes, type RpcError } from '$lib/ipc';

class Ways {
  view = $state.raw<Routes | null>(null);
  error = $state.raw<RpcError | null>(null);
  isBusy = $state(false);

  async look(): Promise<void> {
    try {
      this.view = await call('route_get', {});
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  /** Goes that way from now on; what was chosen before stays if this is refused. */
  async take(route: Route): Promise<void> {
    this.isBusy = true;
    this.error = null;
    try {
      await call('route_save', route);
      await this.look();
    } catch (refusal) {
      this.error = asRpcError(refusal);
    } finally {
      this.isBusy = false;
    }
  }
}

export const ways = new Ways();
