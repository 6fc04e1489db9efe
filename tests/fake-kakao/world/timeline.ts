type Due = Readonly<{ at: number; number: number; run: () => void }>;

/** What is to happen later, in order of time and, at one time, of being asked for. */
export class Timeline {
  /** The next one last, so that it is taken without moving the others. */
  readonly #due: Due[] = [];
  #count = 0;

  schedule(at: number, run: () => void): void {
    const due = { at, number: this.#count++, run };
    this.#due.splice(this.#placeOf(due), 0, due);
  }

  /** Epoch ms of the next one. */
  get nextAt(): number | undefined {
    return this.#due.at(-1)?.at;
  }

  /** Runs everything that is due, also what becomes due by running it, each as of its own time: a clock that was put ahead has passed it. */
  runDue(now: number, runAt: (at: number, run: () => void) => void): void {
    for (let next = this.#due.at(-1); next && next.at <= now; next = this.#due.at(-1)) {
      this.#due.pop();
      runAt(next.at, next.run);
    }
  }

  #placeOf(due: Due): number {
    let [low, high] = [0, this.#due.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isLater(this.#due[middle] as Due, due)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const isLater = (a: Due, b: Due): boolean => a.at > b.at || (a.at === b.at && a.number > b.number);
