import { CompositeChart } from '@mantine/charts';
import styles from './trend-chart.module.css';

export type TrendLine = Readonly<{ name: string; label: string; colour: string; dash: string }>;

type Props = Readonly<{
  points: readonly Readonly<{ day: string } & Record<string, string | number>>[];
  lines: readonly TrendLine[];
  /** The line with a tint under it. */
  filled?: string;
  heightPx: number;
  /** Read instead of the drawing. */
  summary: string;
  toLabel: (day: string) => string;
  toTick: (day: string) => string;
  toNumber: (value: number) => string;
}>;

const fewPoints = 32;

/** Lines over days. Props in, nothing out; the tooltip names every value of a day. */
export function TrendChart({ points, lines, filled, heightPx, summary, toLabel, toTick, toNumber }: Props) {
  return (
    <figure className={styles.chart} aria-label={summary}>
      <CompositeChart
        h={heightPx}
        data={[...points]}
        dataKey="day"
        series={lines.map(({ name, label, colour, dash }) => ({
          type: name === filled ? ('area' as const) : ('line' as const),
          name,
          label,
          color: colour,
          strokeDasharray: dash,
        }))}
        curveType="monotone"
        strokeWidth={2}
        withDots={points.length <= fewPoints}
        dotProps={{ r: 2.5, strokeWidth: 1.5, strokeDasharray: '0' }}
        activeDotProps={{ r: 4, strokeWidth: 2, strokeDasharray: '0' }}
        gridAxis="x"
        tickLine="none"
        strokeDasharray="0"
        valueFormatter={toNumber}
        xAxisProps={{ tickFormatter: toTick, minTickGap: 36, tickMargin: 10, padding: { left: 12, right: 12 } }}
        yAxisProps={{ width: 40, allowDecimals: false, tickMargin: 6 }}
        tooltipProps={{
          labelFormatter: (day) => (typeof day === 'string' && day !== '' ? toLabel(day) : ''),
          cursor: { stroke: 'var(--tl-border-strong)', strokeWidth: 1 },
        }}
        tooltipAnimationDuration={0}
        composedChartProps={{ accessibilityLayer: true, margin: { top: 8, right: 4, bottom: 0, left: 0 } }}
        classNames={{ root: styles.root, tooltip: styles.tooltip }}
      />
    </figure>
  );
}
