import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openShop } from '../../testing/open-shop.ts';
import { openFile } from './database.ts';

const prepared = vi.hoisted(() => new Set<string>());
vi.mock(import('./database.ts'), async (original) => {
  const database = await original();
  return {
    ...database,
    prepare(file, sql) {
      prepared.add(sql);
      return database.prepare(file, sql);
    },
  };
});

/** Those that are short, or whose every row is wanted: the workspaces, and what waits in the outbox when it is looked through for what is too old. */
const readWhole = [/^SCAN workspace /, /^SCAN outbox USING INDEX outbox_waiting$/];
/** Of all there is in a workspace: a rebuild alone looks at that, with a table of its own that is not there yet. */
const ofRebuild = 'temp.rebuilt';

test('given the statements of the store, none looks through a table, or through the documents of more than one collection', async () => {
  const shop = await openShop();
  onTestFinished(shop.close);
  const file = openFile(join(shop.folder, 'talklens.db'));
  const statements = [...prepared].filter((sql) => !sql.includes(ofRebuild));

  const steps = statements.flatMap((sql) => file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]);

  const wide = steps
    .map(({ detail }) => detail)
    .filter((detail) => (/^SCAN /.test(detail) && !detail.includes('VIRTUAL TABLE')) || /^SEARCH document .*\(workspace=\?\)/.test(detail))
    .filter((detail) => !readWhole.some((one) => one.test(detail)));
  expect(steps.length).toBeGreaterThan(statements.length / 2);
  expect(wide).toEqual([]);
  file.close();
});
