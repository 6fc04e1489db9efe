import type { MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

export type MenuActions = Readonly<{ restartServer: () => void; openDataFolder: () => void; openApiPages: () => void }>;

/** The application's menu in the given words. Everything that a system knows how to do itself is a role. */
export function menuTemplate(words: Words, platform: NodeJS.Platform, actions: MenuActions): MenuItemConstructorOptions[] {
  const quit: MenuItemConstructorOptions = { role: 'quit', label: words.quit };
  const file: MenuItemConstructorOptions[] = [
    { label: words.restartServer, click: actions.restartServer },
    { label: words.openDataFolder, click: actions.openDataFolder },
  ];
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    { label: words.file, submenu: platform === 'darwin' ? file : [...file, { type: 'separator' }, quit] },
    { label: words.edit, submenu: editItems(words) },
    { label: words.view, submenu: viewItems(words) },
    {
      label: words.window,
      role: 'windowMenu',
      submenu: [
        { role: 'minimize', label: words.minimize },
        { role: 'close', label: words.close },
      ],
    },
    { label: words.help, role: 'help', submenu: [{ label: words.apiPages, click: actions.openApiPages }] },
  ];
}

const editItems = (words: Words): MenuItemConstructorOptions[] => [
  { role: 'undo', label: words.undo },
  { role: 'redo', label: words.redo },
  { type: 'separator' },
  { role: 'cut', label: words.cut },
  { role: 'copy', label: words.copy },
  { role: 'paste', label: words.paste },
  { role: 'selectAll', label: words.selectAll },
];

const viewItems = (words: Words): MenuItemConstructorOptions[] => [
  { role: 'reload', label: words.reload },
  { type: 'separator' },
  { role: 'resetZoom', label: words.resetZoom },
  { role: 'zoomIn', label: words.zoomIn },
  { role: 'zoomOut', label: words.zoomOut },
  { type: 'separator' },
  { role: 'togglefullscreen', label: words.fullScreen },
];
