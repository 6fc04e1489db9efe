/**
 * Notices that something has waited for long while nothing moved. One timer, none while nothing waits; what is noticed has
 * lasted for one to two times the limit.
 */
export class StallWatch {
  readonly #limitMs: number;
  readonly #stalled: () => void;
  #moves = 0;
  #waiting = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param stalled called at most once for each time that something waited too long */
  constructor(limitMs: number, stalled: () => void) {
    this.#limitMs = limitMs;
    this.#stalled = stalled;
  }

  /** Something waits from now on. */
  wait(): void {
    this.#waiting = true;
    if (!this.#timer) this.#look();
  }

  moved(): void {
    this.#moves++;
  }

  /** Nothing waits any more. */
  rest(): void {
    this.#waiting = false;
  }

  close(): void {
    this.#waiting = false;
    clearTimeout(this.#timer);
  }

  #look(): void {
    const before = this.#moves;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#waiting) return;
      if (this.#moves === before) this.#stalled();
      else this.#look();
    }, this.#limitMs).unref();
  }
}
