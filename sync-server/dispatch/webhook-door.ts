import type { Logger } from 'pino';
import { rawText } from './calling/answer.ts';
import type { RecordReports } from './record-reports.ts';
import type { ItemReport, SendAdapter } from './send-adapter.ts';

export type WebhookDoorPorts = Readonly<{
  adapter: SendAdapter;
  /** The last part of the address that the provider was told; without one nobody can report. */
  secret: string | undefined;
  /** Everybody whose messages the provider sends: one account, and so one address, serves all of them. */
  workspaces(): Promise<readonly string[]>;
  record: RecordReports;
  /** What became of reports. */
  count(outcome: 'taken' | 'unknown' | 'old', reports: number): void;
  log: Logger;
}>;

/** Takes what the configured provider reports by itself; undefined where it does not, or where no secret is set. */
export function webhookDoor({ adapter, secret, workspaces, record, count, log }: WebhookDoorPorts) {
  if (secret === undefined || !adapter.parseWebhook) return undefined;
  return {
    provider: adapter.id,
    secret,
    /** Resolves when everything is durably stored; false where the body is none of the provider's. Late, doubled and unknown reports are no failure. */
    async take(headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<boolean> {
      const reports = parse(adapter, headers, body);
      if (!reports) return false;
      const { taken, old, unknown } = await recordWhereKnown(await workspaces(), reports, record);
      count('taken', taken);
      count('old', old);
      count('unknown', unknown.length);
      if (unknown.length > 0) log.warn({ reports: unknown.length, said: saidBy(unknown) }, 'reports of messages that are not here');
      return true;
    },
  };
}

/** Whose a message is, its item says, not the call: what one workspace does not know is asked of the next (I9: an id is one workspace's alone). */
async function recordWhereKnown(workspaces: readonly string[], reports: readonly ItemReport[], record: RecordReports) {
  let [taken, old, unknown] = [0, 0, reports];
  for (const workspace of workspaces) {
    if (unknown.length === 0) break;
    const recorded = await record(workspace, unknown);
    [taken, old, unknown] = [taken + recorded.taken, old + recorded.old, recorded.unknown];
  }
  return { taken, old, unknown };
}

function parse({ parseWebhook }: SendAdapter, headers: Readonly<Record<string, string>>, body: Uint8Array) {
  try {
    return parseWebhook?.(headers, body);
  } catch {
    return undefined; // whatever came with the secret and is no report is refused, and may be asked about at the provider
  }
}

/** So many different codes of one call are told. */
const mostSaid = 20;

/** The provider's own words, each code once, so that an operator finds them at the provider; a text holds no number any more (I11). */
const saidBy = (reports: readonly ItemReport[]): ItemReport['raw'][] =>
  [...new Map(reports.map(({ raw: { code, text } }) => [code, { code: rawText(code), text: rawText(text) }])).values()].slice(0, mostSaid);
