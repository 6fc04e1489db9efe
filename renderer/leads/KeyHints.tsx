import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyLegend } from '../parts/KeyLegend.tsx';

const hints = [
  { keys: ['J', 'K'], words: 'keys.move' },
  { keys: ['Space'], words: 'keys.select' },
  { keys: ['Shift', 'Space'], words: 'keys.range' },
  { keys: ['Enter'], words: 'keys.open' },
] as const;

/** The keys of the table, beside the table. */
export const KeyHints = memo(function KeyHints() {
  const { t } = useTranslation('leads');
  return <KeyLegend place="foot" hints={hints.map(({ keys, words }) => ({ keys, words: t(words) }))} />;
});
