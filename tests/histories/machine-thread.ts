import { parentPort } from 'node:worker_threads';
import { withoutAdvertisement } from '../../renderer/replica/quiet-console.ts';
import type { MachineAnswer, MachineCall } from './machine-messages.ts';
import { createNodeMachine } from './node-machine.ts';

console.warn = withoutAdvertisement(console.warn.bind(console));

const machine = createNodeMachine();

const answer = async ({ id, call, args }: MachineCall): Promise<MachineAnswer> => {
  try {
    return { id, value: await (machine[call] as (...args: readonly unknown[]) => Promise<unknown>)(...args) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

parentPort?.on('message', async (message: MachineCall) => parentPort?.postMessage(await answer(message)));
