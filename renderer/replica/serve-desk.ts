import { asyncScheduler, type Observable, type Subscription, throttleTime } from 'rxjs';
import type { Desk } from './desk.ts';
import { DeskError } from './desk-error.ts';
import type { DeskCall, DeskStream, MessageEnd, PageMessage, WorkerMessage } from './desk-messages.ts';

/** One frame at 60 Hz. */
const frameMs = 16;

/** Answers a page: calls, and streams until they are let go of. The page is ours, so its messages are not parsed again. */
export function serveDesk(desk: Desk, end: MessageEnd): void {
  const watched = new Map<number, Subscription>();
  const say = (message: WorkerMessage) => end.postMessage(message);

  const answer = async ({ id, call, args }: Extract<PageMessage, { kind: 'call' }>) => {
    try {
      say({ kind: 'answer', id, value: await callOn(desk, call, args) });
    } catch (error) {
      say({ kind: 'failed', id, code: error instanceof DeskError ? error.code : 'replica.storage' });
    }
  };

  const watch = ({ id, stream, args }: Extract<PageMessage, { kind: 'watch' }>) => {
    const values$ = streamOf(desk, stream, args).pipe(throttleTime(frameMs, asyncScheduler, { leading: true, trailing: true }));
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
    if (message.kind === 'call') void answer(message);
    else if (message.kind === 'watch') watch(message);
    else {
      watched.get(message.id)?.unsubscribe();
      watched.delete(message.id);
    }
  });
}

const callOn = (desk: Desk, call: DeskCall, args: readonly unknown[]): Promise<unknown> =>
  (desk[call] as (...args: readonly unknown[]) => Promise<unknown>)(...args);

const streamOf = (desk: Desk, stream: DeskStream, args: readonly unknown[]): Observable<unknown> =>
  stream === 'status$' ? desk.status$ : (desk[stream] as (...args: readonly unknown[]) => Observable<unknown>)(...args);
