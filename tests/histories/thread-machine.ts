import { Worker } from 'node:worker_threads';
import type { Machine } from './machine.ts';
import type { MachineAnswer, MachineCall } from './machine-messages.ts';

export type ThreadMachine = Machine & Readonly<{ terminate: () => Promise<unknown> }>;

type Waiting = Readonly<{ resolve: (value: never) => void; reject: (error: Error) => void }>;

/** A machine in a thread of its own. @param program the built `machine-thread` */
export function startThreadMachine(program: string): ThreadMachine {
  const worker = new Worker(program);
  const waiting = new Map<number, Waiting>();
  let made = 0;
  worker.on('message', ({ id, value, error }: MachineAnswer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(value as never);
    else call?.reject(new Error(error));
  });
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error);
  });

  const on =
    <K extends keyof Machine>(call: K) =>
    (...args: Parameters<Machine[K]>) =>
      new Promise((resolve, reject) => {
        waiting.set(++made, { resolve, reject });
        worker.postMessage({ id: made, call, args } satisfies MachineCall);
      }) as ReturnType<Machine[K]>;

  return {
    begin: on('begin'),
    open: on('open'),
    close: on('close'),
    kill: on('kill'),
    network: on('network'),
    act: on('act'),
    sendAll: on('sendAll'),
    catchUp: on('catchUp'),
    stored: on('stored'),
    end: on('end'),
    terminate: () => worker.terminate(),
  };
}
