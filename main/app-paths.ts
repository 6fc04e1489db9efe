import { join } from 'node:path';

/** Where the desktop keeps what is its own, and where its embedded server keeps the shop's data. */
export type AppPaths = Readonly<{ userData: string; serverData: string; logFile: string; windowState: string }>;

/** `TALKLENS_DATA_DIR` moves both, so that a test or a second shop on one machine shares nothing with the first. */
export function appPaths(dataDir: string | undefined, defaultUserData: string): AppPaths {
  const userData = dataDir === undefined ? defaultUserData : join(dataDir, 'desktop');
  return {
    userData,
    serverData: dataDir ?? join(defaultUserData, 'server'),
    logFile: join(userData, 'talklens.log'),
    windowState: join(userData, 'window.json'),
  };
}
