/** A clock that runs like the one it is made from until it is moved, or stands still once it is told to. */
export class MovableClock {
  readonly #real: () => number;
  #offsetMs = 0;
  #frozenAt: number | undefined;
  #asOf: number | undefined;

  constructor(real: () => number) {
    this.#real = real;
  }

  /** Epoch ms. */
  now(): number {
    return this.#asOf ?? this.#frozenAt ?? this.#real() + this.#offsetMs;
  }

  /** Says another moment while something runs. */
  during(at: number, run: () => void): void {
    this.#asOf = at;
    try {
      run();
    } finally {
      this.#asOf = undefined;
    }
  }

  get frozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  /** To a moment, earlier ones too. A frozen clock stays frozen there. */
  set(now: number): void {
    if (this.#frozenAt !== undefined) this.#frozenAt = now;
    else this.#offsetMs = now - this.#real();
  }

  advance(ms: number): void {
    this.set(this.now() + ms);
  }

  freeze(): void {
    this.#frozenAt = this.now();
  }

  /** Runs on from where it stands. */
  run(): void {
    if (this.#frozenAt === undefined) return;
    const from = this.#frozenAt;
    this.#frozenAt = undefined;
    this.set(from);
  }
}
