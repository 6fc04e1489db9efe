import { solapiEnvironment } from '../../tests/fake-kakao/solapi-environment.ts';
import { startFakeProcess } from '../../tests/torture/fake-process.ts';
import { startImageServer } from '../../tests/torture/image-server.ts';
import { cpuUsOf } from '../ingest/proc.ts';
import { noon, openBenchShop, program, recipientsOfOne } from './bench-shop.ts';

const dispatches = 10;
const reportsOfOne = 100;
const atOnce = 4;
const msPerS = 1_000;
const usPerMs = 1_000;
const secret = 'bench-'.repeat(8);
const delivered = '4000';

/** Reports of a provider, a hundred in a webhook, until the last is answered, which is when it is stored. */
export async function measureWebhooks(): Promise<Readonly<Record<string, number>>> {
  const fake = await startFakeProcess(program('fake-kakao'), 'bench');
  const images = await startImageServer();
  await fake.setClock(noon);
  const shop = await openBenchShop(
    dispatches * recipientsOfOne,
    {
      ...solapiEnvironment(fake.address),
      TALKLENS_WEBHOOK_SECRET: secret,
    },
    images.url,
  );
  try {
    for (let part = 0; part < dispatches; part += 1) await shop.request(part);
    const items = dispatches * recipientsOfOne;
    await shop.until('accepted', items);
    const bodies = bodiesOf(await fake.ledger());
    const webhook = `${shop.server.httpUrl}/v1/webhooks/solapi/${secret}`;
    const cpuMs = () => (cpuUsOf(shop.server.pid) ?? Number.NaN) / usPerMs;
    const [startedAt, cpuBefore] = [performance.now(), cpuMs()];
    await Promise.all(
      Array.from({ length: atOnce }, (_, turn) =>
        postAll(
          webhook,
          bodies.filter((__, index) => index % atOnce === turn),
        ),
      ),
    );
    const seconds = (performance.now() - startedAt) / msPerS;
    const usedMs = cpuMs() - cpuBefore;
    await shop.until('delivered', items);
    return { webhooks_per_s: bodies.length / seconds, reports_per_s: items / seconds, report_cpu_ms: usedMs / items };
  } finally {
    await shop.close();
    await fake.stop();
    images.close();
  }
}

type Reported = Readonly<{ messageId: string; itemId?: string; recipient: string }>;

function bodiesOf(shown: readonly Reported[]): readonly string[] {
  const reports = shown.map(({ messageId, itemId, recipient }) => ({
    ...{ messageId, to: recipient, type: 'BMS_FREE', statusCode: delivered },
    customFields: { itemId },
  }));
  return Array.from({ length: Math.ceil(reports.length / reportsOfOne) }, (_, index) =>
    JSON.stringify(reports.slice(index * reportsOfOne, (index + 1) * reportsOfOne)),
  );
}

async function postAll(url: string, bodies: readonly string[]): Promise<void> {
  for (const body of bodies) {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    if (response.status !== 200) throw new Error(`a webhook was answered ${response.status}`);
    await response.arrayBuffer();
  }
}
