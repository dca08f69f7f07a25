/** What was just removed, and can be brought back for a moment. */
import { asRpcError, type RpcError } from '$lib/ipc';

interface Removal {
  /** What it belonged to; without that it cannot be brought back. */
  owner: string;
  text: string;
  /** It is gone for good when its moment is over. */
  forGood: boolean;
  restore: () => Promise<unknown>;
  /** Ends its moment in the vault. */
  end: () => Promise<unknown>;
}

interface Shown extends Removal {
  id: number;
  /** It could not be brought back. */
  error: RpcError | null;
}

/** From when it is shown, or let go of. */
const SHOWN_MS = 10_000;

class Undo {
  shown = $state.raw<Shown[]>([]);
  #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #held = false;
  #last = 0;

  offer(removal: Removal): void {
    const id = ++this.#last;
    this.shown = [...this.shown, { ...removal, id, error: null }];
    if (!this.#held) this.#start(id);
  }

  /** Brings back what was removed last, or what is asked for. */
  async take(wanted = this.shown.at(-1)): Promise<void> {
    if (!wanted || wanted.error) return;
    this.#stop(wanted.id);
    try {
      await wanted.restore();
      this.#hide(wanted.id);
    } catch (refusal) {
      const error = asRpcError(refusal);
      this.shown = this.shown.map((one) => (one.id === wanted.id ? { ...one, error } : one));
      if (!this.#held) this.#start(wanted.id);
    }
  }

  /** Its moment is over. What cannot be deleted now goes when the vault is opened again. */
  end({ id, end }: Shown): void {
    this.#hide(id);
    end().catch(() => undefined);
  }

  /** What `owner` was is sent or gone, and what was removed from it went before. */
  endWith(owner: string): void {
    for (const { id } of this.shown.filter((one) => one.owner === owner)) this.#hide(id);
  }

  /** Nothing ends while somebody points at it or has the focus there. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    for (const { id } of this.shown) {
      if (held) this.#stop(id);
      else this.#start(id);
    }
  }

  #start(id: number): void {
    const timer = setTimeout(() => {
      const ended = this.shown.find((one) => one.id === id);
      if (ended) this.end(ended);
    }, SHOWN_MS);
    this.#timers.set(id, timer);
  }

  #stop(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  #hide(id: number): void {
    this.#stop(id);
    this.shown = this.shown.filter((one) => one.id !== id);
    if (this.shown.length === 0) this.#held = false;
  }
}

export const undo = new Undo();
