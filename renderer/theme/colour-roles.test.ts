import { describe, expect, test } from 'vitest';
import { type ColourRole, darkRoles, lightRoles } from './colour-roles.ts';
import { contrast } from './contrast.ts';

const grounds = ['paper', 'surface', 'raised', 'sunken', 'hover', 'selected'] as const;
const readable = ['text', 'textSecondary', 'textMuted', 'brandText', 'positive', 'negative', 'warning'] as const;
const onItsOwnGround = [
  ['brandText', 'brandSoft'],
  ['positive', 'positiveSoft'],
  ['negative', 'negativeSoft'],
  ['warning', 'warningSoft'],
  ['onBrand', 'brand'],
] as const satisfies readonly (readonly [ColourRole, ColourRole])[];

describe.each([
  ['light', lightRoles],
  ['dark', darkRoles],
])('given the %s roles', (_, roles) => {
  test.each(readable.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)))(
    '%s on %s reads at 4.5:1 (WCAG AA)',
    (ink, ground) => {
      expect(contrast(roles[ink], roles[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(onItsOwnGround)('%s on %s reads at 4.5:1 (WCAG AA)', (ink, ground) => {
    expect(contrast(roles[ink], roles[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(grounds)('the focus ring stands 3:1 on %s (WCAG 2.4.13)', (ground) => {
    expect(contrast(roles.brandText, roles[ground])).toBeGreaterThanOrEqual(3);
  });

  test('the edge of a control stands 3:1 against what is around it (WCAG 1.4.11)', () => {
    expect(contrast(roles.borderStrong, roles.surface)).toBeGreaterThanOrEqual(3);
    expect(contrast(roles.borderStrong, roles.paper)).toBeGreaterThanOrEqual(3);
  });
});
