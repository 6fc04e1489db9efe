import { StartFailure } from '../config.ts';
import { openOwnLedger } from '../configured-store.ts';
import { ownerName } from '../credentials/operation.ts';
import { createSender, type Sender } from '../dispatch/create-sender.ts';
import { startDispatcher } from '../dispatch/dispatcher.ts';
import { aloneAs, type Holding, holdAmongOthers } from '../dispatch/holding.ts';
import type { CatchUp } from '../dispatch/machine.ts';
import { watchOptOuts } from '../dispatch/opt-outs/watch-opt-outs.ts';
import { startReportPoll } from '../dispatch/poll-reports.ts';
import { createRecordReports } from '../dispatch/record-reports.ts';
import { sandboxAdapter } from '../dispatch/sandbox/sandbox-adapter.ts';
import { webhookDoor } from '../dispatch/webhook-door.ts';
import { createJudges } from '../projection/classifiers.ts';
import { catchUp } from '../projection/fold-batch.ts';
import { newSecret } from '../secret.ts';
import type { Ledger } from '../store/port/ledger.ts';
import type { Ground } from './ground.ts';

/** Dispatches leave by the configured provider; its reports come back, pushed or asked for, and so does its opt-out list. */
export async function startSending(ground: Ground) {
  const { store, commands, wakeUps, ports, room, stops } = ground;
  const ledger = store.shared?.ledger ?? ownLedger(ground);
  const holding = await holdItems(ground);
  const sender = senderOf(ground, ledger);
  const catchUpOf = catchUpsOf(ground);
  const { now } = ports;
  const dispatcher = await startDispatcher({ store, adapter: sender.adapter, holding, wakeUps, catchUpOf, now, log: room('dispatch') });
  stops.push(() => dispatcher.stop());
  const webhooks = startReports(ground, sender);
  const optOuts = watchOptOuts({ adapter: sender.adapter, store, importOptOuts: commands.importOptOuts, now, log: room('optOuts') });
  const following = optOuts && (store.shared?.alone('optOuts', optOuts.start) ?? (await optOuts.start()));
  stops.push(() => following?.stop());
  return { ledger, sender, webhooks, optOuts };
}

function ownLedger({ config, stops }: Ground): Ledger {
  const ledger = openOwnLedger(config);
  stops.push(() => ledger.close());
  return ledger;
}

/** As which server, and since when, this one claims items (I7). */
async function holdItems({ store, ports, room }: Ground): Promise<Holding> {
  const holder = newSecret(ports.random);
  const senders = store.shared?.senders;
  const holding = senders ? await holdAmongOthers(senders, holder, () => performance.now(), room('dispatch')) : aloneAs(holder);
  if (!holding) throw new StartFailure('store.locked', 'DATABASE_URL');
  return holding;
}

function senderOf({ config, store, ports: { now, random, ask } }: Ground, ledger: Ledger): Sender {
  return createSender(config.sender, {
    sandbox: sandboxAdapter(ledger, now),
    dataDir: config.dataDir,
    secrets: store.shared?.secrets,
    now,
    random,
    feed: store.feed,
    webhook: config.webhookSecret !== undefined,
    ask,
    pilotMember: ownerName,
  });
}

/** What a chat has said is folded before a permit is asked for (I8). */
function catchUpsOf({ store, room }: Ground): (workspace: string) => Promise<CatchUp> {
  const judgeOf = createJudges(store, room('dispatch'));
  return async (workspace) => {
    const judge = await judgeOf(workspace);
    return (feed, at) => catchUp(feed, at, judge);
  };
}

/** Polls begin at once; what is given back hears the provider's calls. */
function startReports({ config, store, wakeUps, metrics, ports: { now }, room, stops }: Ground, { adapter }: Sender) {
  const record = createRecordReports({ store, wakeUps, now });
  const reporting = { adapter, workspaces: store.credentials.workspaces, record, log: room('reports') };
  const count = (outcome: string, reports: number) => metrics.reports.inc({ outcome }, reports);
  const webhooks = webhookDoor({ ...reporting, secret: config.webhookSecret, count });
  const polling = startReportPoll({ ...reporting, store, wakeUps, now });
  stops.push(() => polling.stop());
  return webhooks;
}
