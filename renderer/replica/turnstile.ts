/** Lets one through at a time, in the order they came. */
export interface Turnstile {
  /** Resolves when it is this one's turn, which lasts until what it gives is called; calling it again does nothing. */
  pass(): Promise<() => void>;
}

export function createTurnstile(): Turnstile {
  let last: Promise<void> = Promise.resolve();
  return {
    pass: () => {
      let leave: () => void = () => undefined;
      const left = new Promise<void>((resolve) => {
        leave = resolve;
      });
      const mine = last.then(() => leave);
      last = last.then(() => left);
      return mine;
    },
  };
}
