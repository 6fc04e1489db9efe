import { createTheme, type MantineColorsTuple } from '@mantine/core';
import controls from './controls.module.css';
import overlay from './overlay.module.css';

/** 쪽빛: the indigo of Korean natural dye. */
const indigo: MantineColorsTuple = [
  '#edf1fb',
  '#dbe3f5',
  '#b7c6ea',
  '#8ea5dd',
  '#6a86d0',
  '#4f6dc4',
  '#3451ab',
  '#2c4694',
  '#223776',
  '#182857',
];

const warmGray: MantineColorsTuple = [
  '#faf9f7',
  '#f1efea',
  '#e6e2db',
  '#dad5cc',
  '#c9c3b8',
  '#a49e93',
  '#8f897e',
  '#6b665d',
  '#3f3c37',
  '#1d1c1a',
];

const ink: MantineColorsTuple = [
  '#ebeae6',
  '#b9b6b0',
  '#96938d',
  '#6d6f78',
  '#3b3d45',
  '#2b2c32',
  '#202126',
  '#191a1e',
  '#121316',
  '#0b0c0e',
];

export const fontFamily =
  "'Pretendard Variable', Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', system-ui, sans-serif";

/** Opening answers the hand; what closes is gone at once, so that the next key is the page's. Milliseconds. */
const motion = { duration: 120, exitDuration: 0 };

/** What every screen is built from; `docs/design.md` says why. Colours are roles (`colour-roles.ts`), not these shades. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 5 },
  colors: { indigo, gray: warmGray, dark: ink },
  fontFamily,
  fontFamilyMonospace: "'SF Mono', Consolas, 'D2Coding', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '14px' },
  defaultRadius: 'md',
  headings: {
    fontFamily,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusClassName: controls.focus ?? '',
  components: {
    Button: { defaultProps: { size: 'xs', fw: 550 } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' }, classNames: { root: controls.quietWhenDisabled } },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    TagsInput: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    SegmentedControl: {
      defaultProps: { size: 'xs', withItemsBorders: false },
      classNames: { root: controls.segments, indicator: controls.segment },
    },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 12, offset: 6 }, classNames: { tooltip: overlay.tooltip } },
    Popover: {
      defaultProps: { shadow: 'none', radius: 'lg', transitionProps: { transition: 'fade', ...motion } },
      classNames: { dropdown: overlay.dropdown },
    },
    Menu: { defaultProps: { radius: 'lg' }, classNames: { dropdown: overlay.dropdown, item: overlay.item } },
    Modal: {
      defaultProps: { radius: 'lg', centered: true, overlayProps: { backgroundOpacity: 0.32 }, transitionProps: motion },
      classNames: { content: overlay.panel, title: overlay.title },
    },
    Drawer: { classNames: { content: overlay.panel, title: overlay.title } },
    DrawerRoot: { defaultProps: { position: 'right', transitionProps: motion } },
    DrawerOverlay: { defaultProps: { backgroundOpacity: 0.2 } },
  },
});
