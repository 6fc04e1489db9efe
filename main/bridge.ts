import { ipcMain } from 'electron';
import { type Channel, type Input, ipc, type Output } from '../contract/ipc.ts';
import { isDeskUrl } from './desk-origin.ts';

/** One answer for every channel of the contract; the compiler sees to none being forgotten. */
export type Answers = Readonly<{ [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> }>;

/** Answers the renderer, for our own page alone; what comes in and what goes out are both parsed. Once per app, not per window. */
export function serveBridge(answers: Answers): void {
  for (const channel of Object.keys(ipc) as Channel[]) serve(channel, answers[channel]);
}

function serve<C extends Channel>(channel: C, answer: Answers[C]): void {
  ipcMain.handle(channel, async (event, raw: unknown) => {
    if (!isDeskUrl(event.senderFrame?.url ?? '')) throw new Error(`${channel}: untrusted sender`);
    const input = ipc[channel].input.parse(raw) as Input<C>;
    return ipc[channel].output.parse(await answer(input));
  });
}
