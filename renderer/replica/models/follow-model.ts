import { BehaviorSubject, type Observable } from 'rxjs';
import type { FailureCode } from '../../../contract/failure.ts';
import type { ModelCard } from '../../../contract/policy/model-card.ts';
import type { Result } from '../../../contract/result.ts';
import type { Api } from '../api.ts';
import { backOffMs } from '../back-off.ts';
import type { Connected } from '../connection.ts';
import type { Account } from '../session-memory.ts';
import type { Surroundings } from '../surroundings.ts';
import type { View } from '../view.ts';
import type { KeptFile, ModelFiles, ModelKind } from './model-files.ts';

/** The file in use, and why there is not a newer one. */
export type ModelState<T> = Readonly<{
  inUse?: Readonly<{ hash: string; model: T }>;
  /** What the last try to have the one that counts came to; absent once it is in use. */
  trouble?: FailureCode;
}>;

export interface FollowedModel<T> {
  readonly state$: Observable<ModelState<T>>;
  now(): ModelState<T>;
  stop(): Promise<void>;
}

export type FollowNeeds<T> = Readonly<{
  kind: ModelKind;
  /** Refuses bytes that are not of this hash, or are no such file. */
  decode(bytes: Uint8Array, hash: string): Result<T>;
  view: Pick<View, 'documents' | 'changed$'>;
  api: Pick<Api, 'bytes'>;
  connection: Pick<Connected, 'whenConnected'>;
  surroundings: Pick<Surroundings, 'wait' | 'random'>;
  account: Account;
  /** Absent: files last as long as this replica is open. */
  files?: ModelFiles | undefined;
}>;

/**
 * reading -the kept file, if any, and whole-> using -a document names another one-> asking -whole-> using
 *                                                      asking -unreachable, damaged, unknown; waits, and asks again-> asking
 *
 * Follows the learned file that a document of `policy` names. Whatever was in use goes on being used until the next one is here and proven by its hash, so
 * without a server, or with a damaged file, the desk goes on with the last one.
 */
export function followModel<T>(needs: FollowNeeds<T>): FollowedModel<T> {
  const { kind, decode, view, account, files } = needs;
  const state$ = new BehaviorSubject<ModelState<T>>({});
  const stopping = new AbortController();
  let wake: () => void = () => undefined;
  const watching = view.changed$.subscribe((changed) => changed.has('policy') && wake());

  const named = (): ModelCard | undefined => {
    const card = view.documents.of('policy').get(kind);
    return card?.id === kind ? (card as ModelCard) : undefined;
  };
  const wanted = (): string | undefined => {
    const hash = named()?.hash;
    return hash === state$.value.inUse?.hash ? undefined : hash;
  };
  const use = (hash: string, model: T) => state$.next({ inUse: { hash, model } });

  /** A kept file that cannot be read, or was damaged on the disk, is as good as none: it is downloaded again. */
  async function takeUpLast(): Promise<void> {
    const last = await files?.last(account, kind).catch(() => undefined);
    const read = last && decode(last.bytes, last.hash);
    if (last && read?.ok) use(last.hash, read.value);
  }

  async function download(hash: string): Promise<FailureCode | undefined> {
    await needs.connection.whenConnected(stopping.signal);
    if (stopping.signal.aborted) return undefined;
    const answer = await needs.api.bytes(`/v1/models/${hash}`, stopping.signal);
    if (!answer.ok) return answer.code;
    const read = decode(answer.value, hash);
    if (!read.ok) return read.code;
    use(hash, read.value);
    await keep({ hash, bytes: answer.value });
    return undefined;
  }

  /** Where nothing can be kept it is downloaded again after the next start. */
  const keep = async (file: KeptFile) => files?.keep(account, kind, file).catch(() => undefined);

  const change = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });

  async function run(): Promise<void> {
    await takeUpLast();
    for (let failures = 0; !stopping.signal.aborted; ) {
      const changed = change();
      const hash = wanted();
      if (hash === undefined) {
        await changed;
        continue;
      }
      const trouble = await download(hash);
      failures = trouble ? failures + 1 : 0;
      if (!trouble || stopping.signal.aborted) continue;
      state$.next({ ...state$.value, trouble });
      await Promise.race([changed, needs.surroundings.wait(backOffMs(failures, needs.surroundings.random), stopping.signal)]);
    }
  }

  const running = run();
  return {
    state$: state$.asObservable(),
    now: () => state$.value,
    stop: async () => {
      stopping.abort();
      wake();
      watching.unsubscribe();
      await running;
    },
  };
}
