import type { AddCommands } from '../add-commands.ts';
import { chunked } from '../chunked.ts';
import type { NewCommand } from '../command-store.ts';
import type { Desk } from '../desk.ts';
import type { Replica } from '../open-replica.ts';
import { decisionRules } from './due-by-rules.ts';
import { previewDecisions, previewSource } from './preview-decisions.ts';
import type { RequestPlace } from './review-row.ts';

/** Requests a `reevaluateRequests` may name: the contract's limit. */
const requestsACommand = 500;

/**
 * Puts requests to the rules that hold: some, or all that come out otherwise and all whose messages are not here, since only the server can tell those. It
 * goes after a policy that was published here and has no answer yet.
 */
export const reevaluateActs = ({ view, commands }: Pick<Replica, 'view' | 'commands'>, add: AddCommands): Pick<Desk, 'reevaluate'> => ({
  reevaluate: async (requests = allDue(view)) => {
    const bulks = chunked(requests, requestsACommand);
    const batchId = bulks.length > 1 ? commands.nextId() : undefined;
    const policy = view.policy('decision')?.commandId;
    const after = policy !== undefined && isUnanswered(commands.get(policy)) ? [policy] : [];
    const added = bulks.map((bulk): NewCommand => {
      const places = bulk.map(({ leadId, requestEventId }) => ({ leadId, requestEventId }));
      return { id: commands.nextId(), act: { kind: 'reevaluateRequests', requests: places, ...(batchId && { batchId }) }, after };
    });
    if (added.length > 0) await add(added);
    return { undoes: batchId ?? added[0]?.id ?? '', leads: requests.length };
  },
});

function allDue(view: Replica['view']): readonly RequestPlace[] {
  const { preview, unknown } = previewDecisions(previewSource(view), decisionRules(view.policy('decision')), {
    newest: Number.POSITIVE_INFINITY,
    texts: new Map(),
  });
  const untold = unknown.flatMap((requestEventId) => {
    const request = view.request(requestEventId);
    return request ? [{ leadId: request.leadId, requestEventId }] : [];
  });
  return [...preview.changes, ...untold];
}

const isUnanswered = (stored: Readonly<{ outcome?: unknown }> | undefined): boolean => stored !== undefined && stored.outcome === undefined;
