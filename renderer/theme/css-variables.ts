import type { CSSVariablesResolver } from '@mantine/core';
import { darkSeries, lightSeries, type Series, seriesVariable } from './chart-palette.ts';
import { type ColourRole, darkRoles, lightRoles, roleVariable } from './colour-roles.ts';

/** Our roles as `--tl-*`, and Mantine's own variables bound to them, so that no component falls back to Mantine's look. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...variables(lightRoles, lightSeries), '--tl-shadow': '0 8px 28px rgb(40 34 22 / 12%), 0 1px 3px rgb(40 34 22 / 8%)' },
  dark: { ...variables(darkRoles, darkSeries), '--tl-shadow': '0 10px 32px rgb(0 0 0 / 50%), 0 0 0 1px rgb(255 255 255 / 4%)' },
});

function variables(roles: Readonly<Record<ColourRole, string>>, series: Readonly<Record<Series, string>>): Record<string, string> {
  const ours = Object.entries(roles).map(([role, colour]) => [roleVariable(role), colour]);
  const lines = (Object.entries(series) as [Series, string][]).map(([name, colour]) => [seriesVariable(name), colour]);
  return { ...Object.fromEntries(ours), ...Object.fromEntries(lines), ...mantineVariables };
}

const mantineVariables = {
  '--mantine-color-body': 'var(--tl-surface)',
  '--mantine-color-text': 'var(--tl-text)',
  '--mantine-color-dimmed': 'var(--tl-text-muted)',
  '--mantine-color-placeholder': 'var(--tl-text-muted)',
  '--mantine-color-anchor': 'var(--tl-brand-text)',
  '--mantine-color-error': 'var(--tl-negative)',
  '--mantine-color-default': 'var(--tl-surface)',
  '--mantine-color-default-hover': 'var(--tl-hover)',
  '--mantine-color-default-color': 'var(--tl-text)',
  '--mantine-color-default-border': 'var(--tl-border)',
  '--mantine-primary-color-filled': 'var(--tl-brand)',
  '--mantine-primary-color-filled-hover': 'color-mix(in srgb, var(--tl-brand), var(--tl-text) 12%)',
  '--mantine-primary-color-light': 'var(--tl-brand-soft)',
  '--mantine-primary-color-light-hover': 'color-mix(in srgb, var(--tl-brand-soft), var(--tl-brand) 12%)',
  '--mantine-primary-color-light-color': 'var(--tl-brand-text)',
  '--mantine-primary-color-contrast': 'var(--tl-on-brand)',
  // By its own name too: a component that is given no colour asks for the primary one's, and in the dark got nearly black on black.
  '--mantine-color-indigo-light': 'var(--tl-brand-soft)',
  '--mantine-color-indigo-light-hover': 'color-mix(in srgb, var(--tl-brand-soft), var(--tl-brand) 12%)',
  '--mantine-color-indigo-light-color': 'var(--tl-brand-text)',
};
