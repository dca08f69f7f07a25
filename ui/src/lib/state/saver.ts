/** Saves what is typed: when the typing pauses, when it is asked to, and never twice at once. */
const SAVE_AFTER_MS = 300;

export class Saver {
  readonly #save: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  /** `save` keeps what is not saved, and shows by itself if it cannot. */
  constructor(save: () => Promise<void>) {
    this.#save = save;
  }

  /** To be called at each key. */
  edited(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }

  /** Saves what is not saved; answers once it is on disk. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#saving = this.#saving.then(this.#save);
    await this.#saving;
  }
}
