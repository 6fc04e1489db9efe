/** An event target that knows one event, which comes once. */
class LightSignal {
  aborted = false;
  #heard: Set<() => void> | undefined;

  addEventListener(_abort: 'abort', listener: () => void): void {
    this.#heard ??= new Set();
    this.#heard.add(listener);
  }

  removeEventListener(_abort: 'abort', listener: () => void): void {
    this.#heard?.delete(listener);
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    const heard = this.#heard;
    this.#heard = undefined;
    for (const listener of heard ?? []) listener();
  }
}

/** As much of the platform's `AbortController` as the desk uses. Node's makes an error with each, and the desk makes some hundred thousand of them. */
export class LightAbortController {
  readonly signal = new LightSignal();

  abort(): void {
    this.signal.abort();
  }
}
