/**
 * Four series, after Okabe and Ito's palette ("Color Universal Design", 2008), whose hues stay apart for protanopia, deuteranopia
 * and tritanopia; each is darkened or lightened until it stands 3:1 against the surface (WCAG 1.4.11). The test beside this file
 * simulates the three and measures. Colour is never the only sign: each line also has its own dash and its name beside it.
 */
export const lightSeries = { searches: '#1b4fb8', questions: '#c6761d', requests: '#2f9a76', refusals: '#74204f' } as const;

export type Series = keyof typeof lightSeries;

export const darkSeries: Readonly<Record<Series, string>> = {
  searches: '#3d86e6',
  questions: '#e3a63a',
  requests: '#6fdcbb',
  refusals: '#d9406f',
};

/** SVG `stroke-dasharray`; searches are drawn through. */
export const seriesDash: Readonly<Record<Series, string>> = { searches: '0', questions: '6 3', requests: '2 3', refusals: '8 3 2 3' };

export const seriesOrder = ['searches', 'questions', 'requests', 'refusals'] as const satisfies readonly Series[];

export const seriesVariable = (series: Series): string => `--tl-series-${series}`;
