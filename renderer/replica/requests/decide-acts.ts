import type { AddCommands } from '../add-commands.ts';
import { chunked } from '../chunked.ts';
import type { CommandStore, NewCommand } from '../command-store.ts';
import type { Desk } from '../desk.ts';

/** Requests a `decideRequest` may name: the contract's limit. */
const requestsACommand = 500;

/** A person's word on requests; a larger bulk is several commands of one batch, undone as one. */
export const decideActs = (commands: Pick<CommandStore, 'nextId'>, add: AddCommands): Pick<Desk, 'decide'> => ({
  decide: async (requests, outcome) => {
    const bulks = chunked(requests, requestsACommand);
    const batchId = bulks.length > 1 ? commands.nextId() : undefined;
    const added = bulks.map((bulk): NewCommand => {
      const places = bulk.map(({ leadId, requestEventId }) => ({ leadId, requestEventId }));
      return { id: commands.nextId(), act: { kind: 'decideRequest', outcome, requests: places, ...(batchId && { batchId }) } };
    });
    if (added.length > 0) await add(added);
    return { undoes: batchId ?? added[0]?.id ?? '', leads: requests.length };
  },
});
