import { percentOf } from './percent.ts';

/** Everything read again and compared because a person asked for it; one at a time. */
export interface Verification {
  begin(): void;
  cancel(): void;
  /** How much is read, while one is under way. */
  percent(): number | undefined;
}

type Needs = Readonly<{
  /** How many documents there are to read. */
  count: () => number;
  run: (onRead: (count: number) => void, ending: AbortSignal) => Promise<void>;
  changed: () => void;
  background: (work: Promise<unknown>) => void;
  ending: AbortSignal;
}>;

export function createVerification({ count, run, changed, background, ending }: Needs): Verification {
  let open: { readonly cancelling: AbortController; readonly total: number; read: number } | undefined;
  ending.addEventListener('abort', () => open?.cancelling.abort());

  return {
    begin: () => {
      if (open) return;
      const one = { cancelling: new AbortController(), total: count(), read: 0 };
      open = one;
      changed();
      const onRead = (read: number) => {
        one.read += read;
        changed();
      };
      const done = run(onRead, one.cancelling.signal).finally(() => {
        open = undefined;
        changed();
      });
      background(done);
    },
    cancel: () => open?.cancelling.abort(),
    percent: () => open && percentOf(open.read, open.total),
  };
}
