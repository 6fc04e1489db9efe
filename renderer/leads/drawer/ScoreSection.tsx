import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lead } from '../../../contract/lead.ts';
import type { Score } from '../../../domain/scoring/score.ts';
import { seriesVariable } from '../../theme/chart-palette.ts';
import { showScore, showTenths } from '../shown-score.ts';
import styles from './drawer.module.css';
import scoreStyles from './score.module.css';

/** CSS custom properties are no part of React's style type. */
const painted = (kind: Parameters<typeof seriesVariable>[0], width?: string) =>
  ({ '--series': `var(${seriesVariable(kind)})`, ...(width && { width }) }) as CSSProperties;

/** The score and what it is made of; the shown terms add up to the shown score (I10). */
export function ScoreSection({ lead, score }: Readonly<{ lead: Lead; score: Score }>) {
  const { t } = useTranslation(['leads', 'common']);
  const shown = showScore(score);
  const gained = shown.terms.filter(({ tenths }) => tenths > 0);
  const sum = Math.max(
    1,
    gained.reduce((total, { tenths }) => total + tenths, 0),
  );

  return (
    <section className={styles.section} aria-label={t('score.title')}>
      <h3 className={styles.heading}>{t('score.title')}</h3>
      <div className={scoreStyles.score}>{showTenths(shown.tenths)}</div>
      <div className={scoreStyles.scoreBar} aria-hidden>
        {gained.map(({ kind, tenths }) => (
          <span key={kind} className={scoreStyles.scorePart} style={painted(kind, `${(tenths / sum) * 100}%`)} />
        ))}
      </div>
      <table className={scoreStyles.terms} aria-label={t('score.terms')}>
        <tbody>
          {shown.terms.map(({ kind, tenths }) => (
            <tr key={kind}>
              <th scope="row">
                <span className={scoreStyles.swatch} style={painted(kind)} />
                {t(`common:series.${kind}`)}
              </th>
              <td className={scoreStyles.count}>{t('score.count', { count: lead[kind] })}</td>
              <td>{showTenths(tenths).replace('-', '−')}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t('score.total')}
            </th>
            <td>{showTenths(shown.tenths).replace('-', '−')}</td>
          </tr>
        </tfoot>
      </table>
      <p className={styles.quiet}>{t('score.about')}</p>
    </section>
  );
}
