import { useTranslation } from 'react-i18next';
import type { ScoreTerm } from '../../../domain/scoring/score-term.ts';
import { unreachable } from '../../../domain/unreachable.ts';

/** A summand in words: `질문 3번 · 14일 안`. */
export function useTermWords(halfLifeDays: number): (term: ScoreTerm) => string {
  const { t } = useTranslation(['leads', 'common']);
  const engagement = (term: Extract<ScoreTerm, { part: 'engagement' }>): string => {
    if (term.kind === 'cap')
      return term.of === 'all' ? t('score.term.capAll') : t('score.term.cap', { what: t(`common:series.${term.of}`) });
    const what = t('score.term.events', { what: t(`common:series.${term.of}`), count: term.count });
    return t(term.recent ? 'score.term.recent' : 'score.term.earlier', { what, days: halfLifeDays });
  };
  return (term) => {
    if (term.part === 'engagement') return engagement(term);
    switch (term.kind) {
      case 'contact':
      case 'adConsent':
        return t(`score.term.${term.kind}`);
      case 'cap':
        return t('score.term.capFit');
      case 'status':
        return t('score.term.status', { status: t(`status.${term.status}`) });
      case 'tag':
        return t('score.term.tag', { tag: term.tag });
      default:
        return unreachable(term);
    }
  };
}

/** Each summand of a score has its own. */
export function termKey(term: ScoreTerm): string {
  if (term.part === 'engagement') return [term.kind, term.of, term.kind === 'events' && term.recent].join();
  return term.kind === 'tag' ? `tag,${term.tag}` : term.kind;
}
