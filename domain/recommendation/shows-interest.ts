import type { Lead } from '../../contract/lead.ts';

/**
 * Whether somebody showed interest in a product that may be learned from: what a refusal has compensated counts no more, so who did
 * nothing but ask for the impossible showed none.
 */
export const showsInterest = ({ searches, questions, waiting, requests }: Pick<Lead, 'searches' | 'questions' | 'waiting' | 'requests'>) =>
  searches + questions + waiting + requests > 0;
