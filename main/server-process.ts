import { type UtilityProcess, utilityProcess } from 'electron';
import type { Logger } from 'pino';
import { FailureCode } from '../contract/failure.ts';
import { z } from '../contract/zod.ts';

const Port = z.int().min(1).max(65_535);

/** What the server's program says to the process that started it, once, after `start`. */
export const ServerAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('listening'), httpPort: Port, mqttPort: Port }),
  z.strictObject({ kind: z.literal('failed'), code: FailureCode, detail: z.string().optional() }),
]);
export type ServerAnswer = z.infer<typeof ServerAnswer>;

export type ToServer = Readonly<{ kind: 'start'; env: Readonly<Record<string, string>> }> | Readonly<{ kind: 'stop' }>;

/** A server in a process of its own, as its keeper sees it. */
export type ServerProcess = Readonly<{
  send: (message: ToServer) => void;
  /** At most one answer; anything else that it says is dropped. */
  onAnswer: (listen: (answer: ServerAnswer) => void) => void;
  /** Exactly once; null when a signal ended it. */
  onExit: (listen: (exitCode: number | null) => void) => void;
  kill: () => void;
}>;

/** Forks the server's program into Electron's utility process; its settings come by message, so argv and environment hold no secret. */
export function forkServer(program: string, log: Logger): ServerProcess {
  const child = utilityProcess.fork(program, [], { stdio: 'pipe', serviceName: 'Talklens server' });
  child.stderr?.pipe(process.stderr, { end: false });
  return {
    send: (message) => child.postMessage(message),
    onAnswer: (listen) => child.on('message', (message: unknown) => hear(message, listen, log)),
    onExit: (listen) => child.once('exit', listen),
    kill: () => killHard(child),
  };
}

function hear(message: unknown, listen: (answer: ServerAnswer) => void, log: Logger): void {
  const answer = ServerAnswer.safeParse(message);
  if (answer.success) listen(answer.data);
  else log.warn('the server said something unknown');
}

/** `UtilityProcess.kill` is a polite SIGTERM; what no longer answers is ended for good. */
function killHard(child: UtilityProcess): void {
  if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
}
