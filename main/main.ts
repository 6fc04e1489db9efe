import './old-node.ts';
import { join } from 'node:path';
import { app, BrowserWindow, crashReporter, Menu, nativeTheme, session, shell } from 'electron';
import { forwardToServer } from './api-proxy.ts';
import { appPaths } from './app-paths.ts';
import { serveBridge } from './bridge.ts';
import { serveDeskFiles } from './desk-files.ts';
import { type EmbeddedServer, keepServer } from './embedded-server.ts';
import { announceWhenRunning, apiTarget, serverEnvironment } from './embedded-wiring.ts';
import { openLog } from './log.ts';
import { menuTemplate } from './menu.ts';
import { declareDeskScheme, serveDesk } from './protocol.ts';
import { confineContents, denyPermissions, openExternal } from './security.ts';
import { forkServer } from './server-process.ts';
import { openWindow } from './window.ts';
import { wordsFor } from './words.ts';

// The desktop's composition root. The order matters: paths before the lock that lives in them, the lock before a second server
// could open the database, schemes and the sandbox before `ready`, the window before the server, so that a failed start has a
// window to say so in.
const paths = appPaths(process.env.TALKLENS_DATA_DIR, app.getPath('userData'));
app.setPath('userData', paths.userData);
if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  const log = openLog(paths.logFile, process.env.TALKLENS_LOG_LEVEL ?? 'info');
  crashReporter.start({ uploadToServer: false });
  declareDeskScheme();
  // As root Chromium runs only without its sandbox; asking for it then would end its network service again and again.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  if (process.platform === 'win32') app.setAppUserModelId('kr.talklens.desk');
  confineContents(log.child({ room: 'security' }));

  const server = keepServer({
    fork: () => forkServer(join(__dirname, 'server.cjs'), log.child({ room: 'server-process' })),
    env: serverEnvironment(process.env, paths.serverData, join(__dirname, '../renderer')),
    clock: { now: Date.now, after: (delayMs, act) => clearLater(setTimeout(act, delayMs)) },
    log: log.child({ room: 'embedded-server' }),
  });
  announceWhenRunning(server, process.stdout);
  stopBeforeQuit(server);
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit());

  void app.whenReady().then(() => {
    denyPermissions(session.defaultSession);
    serveDesk(serveDeskFiles(join(__dirname, '../renderer')), forwardToServer(apiTarget(server, paths.serverData), fetch));
    serveBridge({
      'server:state': server.state,
      'server:restart': server.restart,
      'shell:openExternal': ({ url }) => openExternal(url),
    });
    server.start();
    showWindows(server);
  });

  function showWindows(server: EmbeddedServer): void {
    const words = wordsFor(app.getLocale());
    const open = () =>
      openWindow({
        stateFile: paths.windowState,
        preload: join(__dirname, 'preload.cjs'),
        icon: join(__dirname, '../../assets/icons/icon-512.png'),
        dark: nativeTheme.shouldUseDarkColors,
        words,
        log: log.child({ room: 'window' }),
      });
    const actions = {
      restartServer: () => void server.restart(),
      openDataFolder: () => void shell.openPath(paths.serverData),
      openApiPages: () => void openApiPages(server),
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words, process.platform, actions)));
    app.on('second-instance', () => focus(BrowserWindow.getAllWindows()[0] ?? open()));
    app.on('activate', () => BrowserWindow.getAllWindows().length === 0 && open());
    open();
  }
}

function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

async function openApiPages(server: EmbeddedServer): Promise<void> {
  const running = server.running();
  if (running !== undefined) await openExternal(`http://127.0.0.1:${running.httpPort}/docs`);
}

/** The first quit waits for the server to close its database; the second, ours, is let through. */
function stopBeforeQuit(server: EmbeddedServer): void {
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void server.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
}

const clearLater = (timer: NodeJS.Timeout) => () => clearTimeout(timer);
