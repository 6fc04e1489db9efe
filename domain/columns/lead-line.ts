import type { Lead } from '../../contract/lead.ts';
import type { ScoreBand } from '../../contract/score-band.ts';

/** What filters, sorts and counts read of a lead: one line of the table, with what other collections know of it. */
export type LeadLine = Readonly<
  Pick<
    Lead,
    'id' | 'userId' | 'productId' | 'searches' | 'questions' | 'requests' | 'refusals' | 'status' | 'marketerId' | 'tags' | 'lastSeenAt'
  >
> &
  Readonly<{
    name?: string;
    productName?: string;
    /** The score in 1/1024 points. */
    points: number;
    band: ScoreBand;
  }>;
