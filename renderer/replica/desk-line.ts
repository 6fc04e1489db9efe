import { Observable } from 'rxjs';
import type { FailureCode } from '../../contract/failure.ts';
import { DeskError } from './desk-error.ts';
import type { DeskCall, DeskStream, PageMessage, WorkerMessage } from './desk-messages.ts';

/** As much of a `BroadcastChannel`, a worker or a `MessagePort` as a line needs. */
type LineEnd = Readonly<{
  postMessage: (message: PageMessage) => void;
  addEventListener: (type: 'message', listen: (event: { data: unknown }) => void) => void;
}>;

/** A desk at the other end, spoken to in messages. */
export type DeskLine = Readonly<{
  /** Rejects with a `DeskError`. `act`: which act this is, for one that must not be done twice. */
  call: (name: DeskCall, args: readonly unknown[], act?: string) => Promise<unknown>;
  /** Letting go of it ends it at the other end too. */
  watch: (name: DeskStream, args: readonly unknown[]) => Observable<unknown>;
  /** There is no other end any more: every call fails, now and from now on; streams stand still. */
  breakOff: (code: FailureCode) => void;
}>;

type Waiting = Readonly<{ resolve: (value: unknown) => void; reject: (error: DeskError) => void }>;
type Watcher = Readonly<{ next: (value: unknown) => void; error: (error: DeskError) => void }>;

export function deskLine(end: LineEnd): DeskLine {
  const calls = new Map<number, Waiting>();
  const watchers = new Map<number, Watcher>();
  let made = 0;
  let broken: FailureCode | undefined;

  end.addEventListener('message', (event) => {
    const data = event.data as WorkerMessage;
    if (data.kind === 'next') watchers.get(data.id)?.next(data.value);
    else if (data.kind === 'answer') calls.get(data.id)?.resolve(data.value);
    else (calls.get(data.id)?.reject ?? watchers.get(data.id)?.error)?.(new DeskError(data.code));
    if (data.kind !== 'next') calls.delete(data.id);
  });

  return {
    call: (name, args, act) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(new DeskError(broken));
        const id = ++made;
        calls.set(id, { resolve, reject });
        end.postMessage({ kind: 'call', id, call: name, args, ...(act !== undefined && { act }) });
      }),
    watch: (stream, args) =>
      new Observable((subscriber) => {
        const id = ++made;
        watchers.set(id, { next: (value) => subscriber.next(value), error: (error) => subscriber.error(error) });
        if (!broken) end.postMessage({ kind: 'watch', id, stream, args });
        return () => {
          watchers.delete(id);
          if (!broken) end.postMessage({ kind: 'unwatch', id });
        };
      }),
    breakOff: (code) => {
      broken = code;
      for (const { reject } of calls.values()) reject(new DeskError(code));
      calls.clear();
    },
  };
}
