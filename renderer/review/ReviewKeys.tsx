import { useTranslation } from 'react-i18next';
import { KeyLegend } from '../parts/KeyLegend.tsx';

const hints = [
  { keys: ['J', 'K'], words: 'keys.move' },
  { keys: ['A'], words: 'keys.approve' },
  { keys: ['R'], words: 'keys.refuse' },
  { keys: ['E'], words: 'keys.reevaluate' },
  { keys: ['X'], words: 'keys.select' },
  { keys: ['Z'], words: 'keys.undo' },
] as const;

/** The keys of the queue, beside the queue. */
export function ReviewKeys() {
  const { t } = useTranslation('review');
  return <KeyLegend hints={hints.map(({ keys, words }) => ({ keys, words: t(words) }))} />;
}
