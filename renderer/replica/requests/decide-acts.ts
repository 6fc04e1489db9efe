import type { DecideRequest } from '../../../contract/command/decide-request.ts';
import type { AddCommands } from '../add-commands.ts';
import { chunked } from '../chunked.ts';
import type { CommandStore, NewCommand } from '../command-store.ts';
import type { Desk } from '../desk.ts';
import type { View } from '../view.ts';
import type { RequestPlace } from './review-row.ts';

/** Requests a `decideRequest` may name: the contract's limit. */
const requestsACommand = 500;

type Needs = Readonly<{ view: Pick<View, 'request'>; commands: Pick<CommandStore, 'nextId'> }>;

/** A person's word on requests, with how each stands for her now; a larger bulk is several commands of one batch, undone as one. */
export const decideActs = ({ view, commands }: Needs, add: AddCommands): Pick<Desk, 'decide'> => ({
  decide: async (requests, outcome) => {
    const bulks = chunked(requests, requestsACommand);
    const batchId = bulks.length > 1 ? commands.nextId() : undefined;
    const added = bulks.map((bulk): NewCommand => {
      const places = bulk.map((place) => seenBy(place, view));
      return { id: commands.nextId(), act: { kind: 'decideRequest', outcome, requests: places, ...(batchId && { batchId }) } };
    });
    if (added.length > 0) await add(added);
    return { undoes: batchId ?? added[0]?.id ?? '', leads: requests.length };
  },
});

function seenBy({ leadId, requestEventId }: RequestPlace, view: Needs['view']): DecideRequest['requests'][number] {
  const seen = view.request(requestEventId)?.is;
  return { leadId, requestEventId, ...(seen && { seen }) };
}
