import { NeighboursCard } from '../../../contract/policy/neighbours-card.ts';
import type { Api } from '../api.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../desk-error.ts';

/** Asks the server to learn from everything that it knows now: what comes of it arrives with the feed. */
export const learnNowOver = (api: Pick<Api, 'post'>): Pick<Desk, 'learnNow'> => ({
  learnNow: async () => {
    const answer = await api.post('/v1/models/neighbours', {}, NeighboursCard, new AbortController().signal); // the api has a deadline of its own
    if (!answer.ok) throw new DeskError(answer.code);
  },
});
