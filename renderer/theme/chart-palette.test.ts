import { describe, expect, test } from 'vitest';
import { darkSeries, lightSeries, type Series, seriesOrder } from './chart-palette.ts';
import { darkRoles, lightRoles } from './colour-roles.ts';
import { channels, contrast, linear } from './contrast.ts';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Full dichromacy on linear sRGB: Machado, Oliveira and Fernandes 2009, severity 1.0. */
const sights: Readonly<Record<string, Matrix>> = {
  'full colour': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const times = (matrix: Matrix, v: Triple): Triple =>
  matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Triple;

/** CIE L*a*b* (D65) of a colour as somebody with this sight sees it. */
function lab(hex: string, sight: Matrix): Triple {
  const seen = times(sight, channels(hex).map(linear) as unknown as Triple).map((c) => Math.min(1, Math.max(0, c))) as unknown as Triple;
  const [x, y, z] = times(
    [
      [0.4124, 0.3576, 0.1805],
      [0.2126, 0.7152, 0.0722],
      [0.0193, 0.1192, 0.9505],
    ],
    seen,
  );
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const [fx, fy, fz] = [f(x / 0.9505), f(y), f(z / 1.089)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const pairs = seriesOrder.flatMap((a, i) => seriesOrder.slice(i + 1).map((b) => [a, b] as const));

/** A just noticeable difference is about 2.3 (CIE76); thin lines need much more. */
const apart = 25;

describe.each([
  ['light', lightSeries, lightRoles],
  ['dark', darkSeries, darkRoles],
])('given the %s palette', (_, palette: Readonly<Record<Series, string>>, roles) => {
  test.each(Object.keys(sights).flatMap((sight) => pairs.map(([a, b]) => [sight, a, b] as const)))(
    'with %s, %s and %s are told apart',
    (sight, a, b) => {
      const matrix = sights[sight] as Matrix;

      expect(distance(lab(palette[a], matrix), lab(palette[b], matrix))).toBeGreaterThan(apart);
    },
  );

  test.each(seriesOrder)('%s stands 3:1 against the surface', (series) => {
    expect(contrast(palette[series], roles.surface)).toBeGreaterThanOrEqual(3);
  });
});
