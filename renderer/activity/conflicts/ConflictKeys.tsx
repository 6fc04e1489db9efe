import { useTranslation } from 'react-i18next';
import { KeyLegend } from '../../parts/KeyLegend.tsx';

const hints = [
  { keys: ['J', 'K'], words: 'keys.move' },
  { keys: ['R'], words: 'keys.reapply' },
  { keys: ['E'], words: 'keys.keep' },
  { keys: ['X'], words: 'keys.select' },
  { keys: ['Z'], words: 'keys.undo' },
] as const;

/** The keys of the inbox, beside the inbox. */
export function ConflictKeys() {
  const { t } = useTranslation('conflicts');
  return <KeyLegend place="panel" hints={hints.map(({ keys, words }) => ({ keys, words: t(words) }))} />;
}
