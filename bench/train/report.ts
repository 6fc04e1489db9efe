import { aligned } from '../ingest/aligned.ts';
import type { Figures } from './part.ts';

const digits = 4;

/** What is aimed at, as far as it is; on generated data nothing is. */
const wanted: Readonly<Record<string, string>> = {
  ml1m_w_ndcg10_popularity: 'near .2026',
  ml1m_w_ndcg10_knn: '>= .374',
  ml1m_w_ndcg10_ease: '>= .430',
  knn_vs_ease_s_ndcg10: '>= .83',
  knn_vs_ease_s_ndcg100: '>= .86',
  quantised_vs_float: '>= .99',
  rr_hr20_unseen: '>= .31',
  rr_hr20_seen_allowed: '>= .51',
  update_us: '<= 10',
  recommend_ms: '<= 2',
  state_mb_50k_items: '<= 500',
  parity_mismatches: '0',
  score_order_mismatches: '0',
  utterance_acc_dedup: '>= .885',
  utterance_f1_dedup: '>= .76',
  model_kb: '<= 500',
  requests_develop_precision: '>= .95',
  requests_develop_recall: '>= .90',
  requests_sealed_precision: '>= .95',
  requests_sealed_recall: '>= .90',
};

/** Rounded as far as they are compared; those that could not be measured are left out. */
export function roundedFigures(figures: Figures): Readonly<Record<string, number>> {
  const measured = Object.entries(figures).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(measured.map(([name, value]) => [name, Number(value.toPrecision(digits))]));
}

export function figureTable(figures: Figures): string {
  return aligned([
    ['', 'measured', 'wanted'],
    ...Object.entries(figures).map(([name, value]) => [name, String(value), wanted[name] ?? '']),
  ]);
}
