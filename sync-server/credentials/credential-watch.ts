import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import type { CredentialName, Credentials } from '../store/port/credentials.ts';

/** A credential, and the hash of the secret that something was opened with. */
export type OpenedBy = CredentialName & Readonly<{ secretHash: string }>;

export type CredentialWatch = Readonly<{
  /**
   * Ends what was opened, once, when its credential is gone or has another secret. Returns what forgets it. It is looked at once
   * more right away: the secret may have changed between the look that opened it and this call.
   */
  watch(opened: OpenedBy, end: () => void): () => void;
  stop(): void;
}>;

type Watched = Readonly<{ opened: OpenedBy; end: () => void }>;

/** How long after a store that failed the same is asked again. */
const retryMs = 1_000;
/** So many are asked for together: one after the other, thousands take a database that is far away longer than a revocation may take. */
const atOnce = 64;

export type WatchPorts = Readonly<{
  credentials: Pick<Credentials, 'secretHash'>;
  /** The workspace where a credential may be another. */
  changed$: Observable<string>;
  log: Logger;
}>;

/** Nobody goes on with what a credential opened that is not theirs any more (I9). */
export function createCredentialWatch({ credentials, changed$, log }: WatchPorts): CredentialWatch {
  const watched = new Set<Watched>();
  const retries = new Set<NodeJS.Timeout>();

  async function look(some: readonly Watched[]): Promise<void> {
    try {
      for (let at = 0; at < some.length; at += atOnce) await Promise.all(some.slice(at, at + atOnce).map(lookAt));
    } catch (error) {
      log.error({ err: error }, 'credentials could not be looked at, will be retried');
      lookLater(some);
    }
  }

  async function lookAt(one: Watched): Promise<void> {
    if (watched.has(one) && (await credentials.secretHash(one.opened)) !== one.opened.secretHash) finish(one);
  }

  function finish(one: Watched): void {
    if (watched.delete(one)) one.end();
  }

  function lookLater(some: readonly Watched[]): void {
    const retry = setTimeout(() => {
      retries.delete(retry);
      void look(some);
    }, retryMs);
    retries.add(retry);
  }

  const changing = changed$.subscribe((workspace) => void look([...watched].filter(({ opened }) => opened.workspace === workspace)));
  return {
    watch: (opened, end) => {
      const one = { opened, end };
      watched.add(one);
      void look([one]);
      return () => void watched.delete(one);
    },
    stop: () => {
      changing.unsubscribe();
      for (const retry of retries) clearTimeout(retry);
      watched.clear();
    },
  };
}
