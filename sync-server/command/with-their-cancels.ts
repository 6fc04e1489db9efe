import type { Command } from '../../contract/command.ts';

/**
 * What is applied in one transaction, in the order given: a dispatch with what cancels it later in the same request, every other
 * command by itself. So nothing of such a dispatch is ever seen queued, and none of it can be handed to a provider in between (I8).
 */
export function withTheirCancels(commands: readonly Command[]): readonly (readonly Command[])[] {
  const groups = new Map<string, Command[]>();
  const all: Command[][] = [];
  for (const command of commands) {
    const { act, id } = command;
    const dispatch = act.kind === 'cancelDispatch' ? groups.get(act.dispatchId) : undefined;
    if (dispatch) dispatch.push(command);
    else all.push([command]);
    if (act.kind === 'requestDispatch' && !groups.has(id)) groups.set(id, all.at(-1) ?? []);
  }
  return all;
}
