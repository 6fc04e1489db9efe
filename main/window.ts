import { BrowserWindow, dialog, screen } from 'electron';
import type { Logger } from 'pino';
import { DESK_URL } from './desk-origin.ts';
import { fitToDisplays, MIN_HEIGHT, MIN_WIDTH, readWindowState, writeWindowState } from './window-state.ts';
import type { Words } from './words.ts';

const SAVE_AFTER_MS = 500;
/** What shows before the first paint, light and dark. */
const backgrounds = { light: '#ffffff', dark: '#1a1b1e' } as const;

export type WindowOptions = Readonly<{ stateFile: string; preload: string; icon: string; dark: boolean; words: Words; log: Logger }>;

/** Opens the one window, where it was left; it shows itself when it has something to show. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { maximized, position, ...size } = fitToDisplays(readWindowState(options.stateFile), displays);
  const window = new BrowserWindow({
    ...size,
    ...position,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: options.words.appName,
    icon: options.icon,
    backgroundColor: options.dark ? backgrounds.dark : backgrounds.light,
    // Chromium fetches spelling dictionaries from the network; the desk speaks to its own server only.
    webPreferences: { preload: options.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  saveStateOf(window, options.stateFile);
  offerReloadAfterCrash(window, options);
  void window.loadURL(DESK_URL);
  return window;
}

function saveStateOf(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    const { x, y, width, height } = window.getNormalBounds();
    writeWindowState(file, { position: { x, y }, width, height, maximized: window.isMaximized() });
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS);
  };
  window.on('resize', saveSoon).on('move', saveSoon).on('close', save);
}

/** Nothing is lost with a page: commands and replica are in its storage, so loading it again goes on where it was. */
function offerReloadAfterCrash(window: BrowserWindow, { words, log }: WindowOptions): void {
  window.webContents.on('render-process-gone', async (_event, { reason, exitCode }) => {
    log.error({ reason, exitCode }, 'renderer gone');
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: words.pageCrashed,
      buttons: [words.reload, words.quit],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 0) window.reload();
    else window.close();
  });
}
