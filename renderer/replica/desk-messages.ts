import type { Observable } from 'rxjs';
import type { FailureCode } from '../../contract/failure.ts';
import type { Desk } from './desk.ts';

type StreamOf<K extends keyof Desk> = Desk[K] extends (...args: never) => Observable<unknown> ? K : never;
type CallOf<K extends keyof Desk> = Desk[K] extends (...args: never) => Promise<unknown> ? K : never;

/** The desk's methods by what they give: one answer, or a stream of them. */
export type DeskStream = { [K in keyof Desk]: StreamOf<K> }[keyof Desk] | 'status$';
export type DeskCall = { [K in keyof Desk]: CallOf<K> }[keyof Desk];

/** From the page to the worker, or from a window to the one that it follows. `id` is the asker's, fresh for each call and each stream. */
export type PageMessage =
  | Readonly<{ kind: 'call'; id: number; call: DeskCall; args: readonly unknown[]; act?: string }>
  | Readonly<{ kind: 'watch'; id: number; stream: DeskStream; args: readonly unknown[] }>
  | Readonly<{ kind: 'unwatch'; id: number }>;

/** From the worker to the page. A stream has at most one `next` a frame: the newest. */
export type WorkerMessage =
  | Readonly<{ kind: 'answer'; id: number; value: unknown }>
  | Readonly<{ kind: 'failed'; id: number; code: FailureCode }>
  | Readonly<{ kind: 'next'; id: number; value: unknown }>;

/** One end of the line between page and worker: `Worker`, `MessagePort` and the worker's own global scope are such. */
export type MessageEnd = Readonly<{
  postMessage: (message: PageMessage | WorkerMessage) => void;
  addEventListener: (type: 'message', listen: (event: { data: unknown }) => void) => void;
}>;
