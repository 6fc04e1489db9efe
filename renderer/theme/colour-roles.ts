/**
 * What a colour is for, in light and in dark. Screens use the CSS variables made from these (`--tl-` + kebab-case name),
 * never a shade. Paper is warm and ink is nearly black (한지, 먹); 쪽빛 (indigo) is the only brand colour.
 */
export const lightRoles = {
  paper: '#f7f6f3',
  surface: '#ffffff',
  raised: '#ffffff',
  sunken: '#f1efea',
  hover: '#f5f3ef',
  selected: '#edf1fb',
  border: '#e6e2db',
  borderStrong: '#8f897e',
  text: '#1d1c1a',
  textSecondary: '#56524b',
  textMuted: '#6b665d',
  brand: '#3451ab',
  brandText: '#2c4694',
  brandSoft: '#e6ebf8',
  onBrand: '#ffffff',
  positive: '#1d7048',
  positiveSoft: '#e2f2e8',
  negative: '#ae332b',
  negativeSoft: '#fbe8e5',
  warning: '#835500',
  warningSoft: '#faefd6',
} as const;

export type ColourRole = keyof typeof lightRoles;

export const darkRoles: Readonly<Record<ColourRole, string>> = {
  paper: '#121316',
  surface: '#191a1e',
  raised: '#2a2b31',
  sunken: '#101114',
  hover: '#202126',
  selected: '#1f2740',
  border: '#2b2c32',
  borderStrong: '#6d6f78',
  text: '#ebeae6',
  textSecondary: '#b9b6b0',
  textMuted: '#96938d',
  brand: '#4f6dc4',
  brandText: '#a3b7f0',
  brandSoft: '#232c4a',
  onBrand: '#ffffff',
  positive: '#63c792',
  positiveSoft: '#17301f',
  negative: '#f28b81',
  negativeSoft: '#3a1d1b',
  warning: '#e2b455',
  warningSoft: '#352a10',
};

/** `textMuted` -> `--tl-text-muted` */
export const roleVariable = (role: string): string => `--tl-${role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
