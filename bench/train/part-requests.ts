import { decide } from '../../domain/request-decision/decide.ts';
import { type LabelledRequest, requestsDevelop } from '../../domain/request-decision/testing/requests-develop.ts';
import { requestsSealed } from '../../domain/request-decision/testing/requests-sealed.ts';
import { precisionAndRecall } from './class-quality.ts';
import type { Figures } from './part.ts';

/** A product of which the shop has said nothing, so that the messages decide. */
const productId = 'product';

/** The rules on 300 messages that were written before them: the half that they were developed on, and the sealed one. */
export async function measureRequests(): Promise<Figures> {
  return { ...refusalsAmong('develop', requestsDevelop), ...refusalsAmong('sealed', requestsSealed) };
}

/** Of refusals: precision, recall, and the share of all messages that no rule decides; those wait for a person and are no refusals. */
function refusalsAmong(half: string, requests: readonly LabelledRequest[]): Figures {
  const outcomes = requests.map(({ text }) => decide({ text, productId, product: undefined }).outcome);
  const answers = requests.map(({ label }, at) => ({ said: Number(outcomes[at] === 'refuse'), right: Number(label === 'refuse') }));
  const { precision, recall } = precisionAndRecall(answers, 1);
  return {
    [`requests_${half}_precision`]: precision,
    [`requests_${half}_recall`]: recall,
    [`requests_${half}_review`]: outcomes.filter((outcome) => outcome === 'review').length / outcomes.length,
  };
}
