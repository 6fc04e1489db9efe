export type Point = Readonly<{ x: number; y: number }>;

/** The slope of the straight line that fits best (least squares); undefined for fewer than two places. */
export function slopeOf(points: readonly Point[]): number | undefined {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  if (!(spread > 0)) return undefined;
  return points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
}
