import { useTranslation } from 'react-i18next';
import type { Score } from '../../../domain/scoring/score-term.ts';
import { BandMark } from '../../parts/BandMark.tsx';
import { type ShownPart, type ShownTerm, showScore, showSigned, showTenths } from '../shown-score.ts';
import styles from './drawer.module.css';
import { ScoreBar } from './ScoreBar.tsx';
import scoreStyles from './score.module.css';
import { termKey, useTermWords } from './term-words.ts';

/** The score and what it is made of, what somebody did apart from who they are; the shown terms add up to the shown score (I10). */
export function ScoreSection({ score, halfLifeDays }: Readonly<{ score: Score; halfLifeDays: number }>) {
  const { t } = useTranslation('leads');
  const shown = showScore(score);
  return (
    <section className={styles.section} aria-label={t('score.title')}>
      <h3 className={styles.heading}>{t('score.title')}</h3>
      <div className={scoreStyles.head}>
        <span className={scoreStyles.score}>{showTenths(shown.tenths).replace('-', '−')}</span>
        <BandMark band={score.band} label={t('score.band', { band: score.band })} />
      </div>
      <ScoreBar terms={shown.parts.flatMap(({ terms }) => terms)} />
      <table className={scoreStyles.terms} aria-label={t('score.terms')}>
        {shown.parts.map((part) => (
          <PartRows key={part.part} part={part} halfLifeDays={halfLifeDays} />
        ))}
      </table>
      <p className={styles.quiet}>{t('score.about', { days: halfLifeDays })}</p>
    </section>
  );
}

function PartRows({ part: { part, tenths, terms }, halfLifeDays }: Readonly<{ part: ShownPart; halfLifeDays: number }>) {
  const { t } = useTranslation('leads');
  return (
    <tbody>
      <tr className={scoreStyles.part}>
        <th scope="rowgroup">{t(`score.part.${part}`)}</th>
        <td>{showSigned(tenths)}</td>
      </tr>
      {terms.map((shown) => (
        <TermRow key={termKey(shown.term)} shown={shown} halfLifeDays={halfLifeDays} />
      ))}
      {terms.length === 0 && (
        <tr>
          <td colSpan={2} className={scoreStyles.none}>
            {t(`score.none.${part}`)}
          </td>
        </tr>
      )}
    </tbody>
  );
}

function TermRow({ shown: { term, tenths }, halfLifeDays }: Readonly<{ shown: ShownTerm; halfLifeDays: number }>) {
  const words = useTermWords(halfLifeDays);
  return (
    <tr>
      <th scope="row">{words(term)}</th>
      <td>{showSigned(tenths)}</td>
    </tr>
  );
}
