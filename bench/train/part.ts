import type { Data } from './data.ts';
import { measureCost } from './part-cost.ts';
import type { PartName } from './part-names.ts';
import { measureParity } from './part-parity.ts';
import { measurePrequential } from './part-prequential.ts';
import { measureRecommendation } from './part-recommendation.ts';
import { measureRequests } from './part-requests.ts';
import { measureScores } from './part-scores.ts';
import { measureSessions } from './part-sessions.ts';
import { measureUtterances } from './part-utterances.ts';
import { measureWhatIf } from './part-what-if.ts';

/** By their names in the output; one that could not be measured is left out. */
export type Figures = Readonly<Record<string, number | undefined>>;

/** Each measures on the data, or on what it makes up itself where there is none. */
export const parts: Readonly<Record<PartName, (data: Data | undefined) => Promise<Figures>>> = {
  parity: measureParity,
  recommendation: measureRecommendation,
  sessions: measureSessions,
  prequential: measurePrequential,
  cost: measureCost,
  scores: measureScores,
  whatIf: measureWhatIf,
  utterances: measureUtterances,
  requests: measureRequests,
};
