import { asyncScheduler, type Observable, type Subscription, throttleTime } from 'rxjs';
import type { Desk } from './desk.ts';
import { codeOf } from './desk-error.ts';
import type { DeskCall, DeskStream, MessageEnd, PageMessage, WorkerMessage } from './desk-messages.ts';

/** One frame at 60 Hz. */
const frameMs = 16;

/** Whatever answers a line: a desk, or the part of one that another window may have. */
export type Served = Readonly<{
  call: (name: DeskCall, args: readonly unknown[], act: string | undefined) => Promise<unknown>;
  watch: (name: DeskStream, args: readonly unknown[]) => Observable<unknown>;
}>;

/** Answers a page: calls, and streams until they are let go of. The page is ours, so its messages are not parsed again. */
export const serveDesk = (desk: Desk, end: MessageEnd): Readonly<{ stop: () => void }> =>
  serve(
    {
      call: (name, args) => (desk[name] as (...args: readonly unknown[]) => Promise<unknown>)(...args),
      watch: (name, args) =>
        name === 'status$' ? desk.status$ : (desk[name] as (...args: readonly unknown[]) => Observable<unknown>)(...args),
    },
    end,
  );

/** Answers until it is stopped, and says nothing after. */
export function serve(served: Served, end: MessageEnd): Readonly<{ stop: () => void }> {
  const watched = new Map<number, Subscription>();
  let stopped = false;
  const say = (message: WorkerMessage) => stopped || end.postMessage(message);

  const answer = async ({ id, call, args, act }: Extract<PageMessage, { kind: 'call' }>) => {
    try {
      say({ kind: 'answer', id, value: await served.call(call, args, act) });
    } catch (error) {
      say({ kind: 'failed', id, code: codeOf(error) });
    }
  };

  const watch = ({ id, stream, args }: Extract<PageMessage, { kind: 'watch' }>) => {
    const values$ = served.watch(stream, args).pipe(throttleTime(frameMs, asyncScheduler, { leading: true, trailing: true }));
    watched.set(
      id,
      values$.subscribe({
        next: (value) => say({ kind: 'next', id, value }),
        error: () => say({ kind: 'failed', id, code: 'replica.storage' }),
      }),
    );
  };

  end.addEventListener('message', ({ data }) => {
    const message = data as PageMessage;
    if (stopped) return;
    if (message.kind === 'call') void answer(message);
    else if (message.kind === 'watch') watch(message);
    else {
      watched.get(message.id)?.unsubscribe();
      watched.delete(message.id);
    }
  });

  return {
    stop: () => {
      stopped = true;
      for (const watching of watched.values()) watching.unsubscribe();
      watched.clear();
    },
  };
}
