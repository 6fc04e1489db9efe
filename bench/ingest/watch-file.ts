import { setTimeout as elapsed } from 'node:timers/promises';
import { openReader, prepare } from '../../sync-server/store/sqlite/database.ts';
import type { FoldWatch } from './fold-watch.ts';
import { quantile } from './quantile.ts';

/** One look into the server's database: how far log and fold are. */
type Look = Readonly<{ at: number; logged: number; folded: number }>;

const lookEveryMs = 5;

/** Looks into the file as another reader of it may: the cursor moves in the transaction that writes the read model and its change rows. */
export function watchFile(path: string): FoldWatch {
  const reader = openReader(path);
  const counters = prepare<{ logged: number; folded: number }>(
    reader,
    'SELECT sum(last_event) AS logged, sum(cursor) AS folded FROM workspace',
  );
  const looks: Look[] = [];
  const look = (): Look => {
    const { logged, folded } = counters.get() ?? { logged: 0, folded: 0 };
    const now = { at: Date.now(), logged, folded };
    looks.push(now);
    return now;
  };
  const timer = setInterval(look, lookEveryMs);
  return {
    begin: async () => void looks.splice(0),
    caughtUp: async () => {
      for (let last = look(); last.folded < last.logged; last = look()) await elapsed(lookEveryMs);
    },
    seen: async () => ({ at: endOf(looks), lagP99Ms: quantile(lagsOf(looks), 0.99) }),
    stop: async () => {
      clearInterval(timer);
      reader.close();
    },
  };
}

/** The first look that saw everything folded. */
function endOf(looks: readonly Look[]): number {
  const total = looks.at(-1)?.logged ?? 0;
  return looks.find(({ folded }) => folded >= total)?.at ?? Number.NaN;
}

/** How long after a look what it saw in the log was folded, once for each event that was new in it. */
function lagsOf(looks: readonly Look[]): number[] {
  const lags: number[] = [];
  let seen = looks[0]?.logged ?? 0;
  let behind = 0;
  for (const { at, logged } of looks) {
    if (logged === seen) continue;
    while ((looks[behind]?.folded ?? Number.POSITIVE_INFINITY) < logged) behind += 1;
    const foldedAt = looks[behind]?.at;
    if (foldedAt === undefined) break;
    for (let event = seen; event < logged; event += 1) lags.push(foldedAt - at);
    seen = logged;
  }
  return lags;
}
