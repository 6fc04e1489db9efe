import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Marketer } from './marketer.ts';
import { sayEvents } from './say-events.ts';
import { serverTruth } from './server-truth.ts';
import type { Reached } from './simulator.ts';
import { asOwner, doesOnServer } from './teammate.ts';
import type { Drawing } from './watch-drawing.ts';

const teammate = 'minji';
const arrivesWithin = { timeout: 20_000 };

/** What a teammate and a shopper do to two leads in sight: each draws its own row anew, whatever it moves, and nothing around the table. */
export async function drawingJourney(marketer: Marketer, drawing: Drawing, server: Reached): Promise<void> {
  const truth = await serverTruth(server);
  await marketer.presses('2'); // by key: a pointer at rest on the navigation draws its tooltip
  await marketer.seesLeads((await truth.leads()).length);
  const [first, other] = await marketer.seesRows();
  if (first === undefined || other === undefined) throw new Error('the desk shows fewer than two leads');

  await drawing.forget();
  await doesOnServer(await asOwner(server), {
    kind: 'patchLeads',
    groups: [{ field: 'marketerId', to: teammate, leads: [await idOf(first)] }],
  });
  await seesDrawn(first);

  await drawing.forget();
  const [userId, productId] = (await idOf(other)).split('~');
  await sayEvents(server, [{ eventId: randomUUID(), kind: 'searched', occurredAt: Date.now(), chatId: 'chat', userId, productId }]);
  await seesDrawn(other);

  function seesDrawn(row: string) {
    return expect.poll(() => drawing.drawn(), arrivesWithin).toEqual({ rows: [row], navigation: false });
  }
  async function idOf(row: string): Promise<string> {
    const found = (await truth.leads()).find(({ user, product }) => row === `${user}, ${product} 선택`);
    if (!found) throw new Error(`the server knows no lead like ${row}`);
    return found.lead.id;
  }
}
