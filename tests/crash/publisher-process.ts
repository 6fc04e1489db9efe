import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { FromPublisher, type PublisherStart, type ToPublisher } from './publisher-message.ts';

/** How far the publisher is: packets said, acknowledged, and said but not acknowledged. */
export type Progress = Readonly<{ said: number; acknowledged: number; open: number }>;

/** The publisher in a process of its own: a killed server takes none of its evidence along. */
export type PublisherProcess = Readonly<{
  progress: () => Progress;
  /** Resolves at the first progress after now for which `reached` holds; rejects when the publisher ends before. */
  until: (reached: (progress: Progress) => boolean) => Promise<void>;
  /** Nothing new is said; resolves when all that was said is acknowledged and answered, or nothing more comes. */
  finish: () => Promise<Readonly<{ open: number; unanswered: number }>>;
}>;

/** The argument by which the crash program runs as its own publisher. */
export const publisherArgument = 'publisher';

export function startPublisher(program: string, start: Omit<PublisherStart, 'kind'>): PublisherProcess {
  const child = fork(program, [publisherArgument], { execArgv: ['--enable-source-maps'] });
  let progress: Progress = { said: 0, acknowledged: 0, open: 0 };
  child.on('message', (raw) => {
    const message = FromPublisher.parse(raw);
    if (message.kind === 'progress') progress = message;
  });
  const tell = (message: ToPublisher) => child.send(message);
  tell({ kind: 'start', ...start });
  return {
    progress: () => progress,
    until: (reached) => heard(child, (message) => (message.kind === 'progress' && reached(message) ? true : undefined)).then(() => {}),
    finish: async () => {
      tell({ kind: 'finish' });
      const finished = await heard(child, (message) => (message.kind === 'finished' ? message : undefined));
      child.disconnect();
      await once(child, 'exit');
      return finished;
    },
  };
}

/** Nothing the publisher is waited for takes this long, whatever the machine. */
const patienceMs = 120_000;

/** The first thing that the publisher says from now on and `pick` takes. */
function heard<T>(child: ChildProcess, pick: (message: FromPublisher) => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the publisher ended with ${code}`));
    const patience = setTimeout(() => reject(new Error('the publisher got nowhere')), patienceMs);
    const onMessage = (raw: unknown) => {
      const picked = pick(FromPublisher.parse(raw));
      if (picked === undefined) return;
      clearTimeout(patience);
      child.off('message', onMessage).off('exit', onExit);
      resolve(picked);
    };
    child.on('message', onMessage).once('exit', onExit);
  });
}
