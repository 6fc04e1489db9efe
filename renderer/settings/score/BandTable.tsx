import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { scoreBands } from '../../../contract/score-band.ts';
import type { BandMatrix } from '../../../domain/scoring/band-moves.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { BandMark } from '../../parts/BandMark.tsx';
import type { Way } from './EffectPanel.tsx';
import styles from './effect.module.css';

type Props = Readonly<{ matrix: BandMatrix; way: Way | undefined; onWay: (way: Way | undefined) => void }>;

/** Leads by the band they are in (rows) and the one they would be in (columns); those that move can be picked. */
export function BandTable({ matrix, way, onWay }: Props) {
  const { t } = useTranslation('policy');
  return (
    <table className={styles.matrix} aria-label={t('effect.matrix')}>
      <thead>
        <tr>
          <td className={styles.corner}>{t('effect.corner')}</td>
          {scoreBands.map((band) => (
            <th key={band} scope="col">
              <BandMark band={band} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {scoreBands.map((from, row) => (
          <tr key={from}>
            <th scope="row">
              <BandMark band={from} />
            </th>
            {scoreBands.map((to, column) => (
              <td key={to} data-moves={from === to ? undefined : row > column ? 'up' : 'down'}>
                <Cell count={matrix[row]?.[column] ?? 0} way={{ from, to }} picked={way?.from === from && way.to === to} onWay={onWay} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CellProps = Readonly<{ count: number; way: Way; picked: boolean; onWay: Props['onWay'] }>;

function Cell({ count, way: { from, to }, picked, onWay }: CellProps) {
  const { t } = useTranslation('policy');
  const format = useFormat();
  if (count === 0) return <span className={styles.zero}>·</span>;
  if (from === to) return <span className={styles.stay}>{format.number(count)}</span>;
  return (
    <UnstyledButton
      className={styles.move}
      aria-pressed={picked}
      aria-label={t('effect.way', { from, to, count })}
      onClick={() => onWay(picked ? undefined : { from, to })}
    >
      {format.number(count)}
    </UnstyledButton>
  );
}
