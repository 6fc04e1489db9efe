import type { Logger } from 'pino';
import type { RecordReports } from './record-reports.ts';
import type { ItemReport, SendAdapter } from './send-adapter.ts';

export type WebhookDoorPorts = Readonly<{
  adapter: SendAdapter;
  /** The last part of the address that the provider was told; without one nobody can report. */
  secret: string | undefined;
  /** Whose messages the provider sends. */
  workspace: string;
  record: RecordReports;
  /** What became of reports. */
  count(outcome: 'taken' | 'unknown' | 'old', reports: number): void;
  log: Logger;
}>;

/** Takes what the configured provider reports by itself; undefined where it does not, or where no secret is set. */
export function webhookDoor({ adapter, secret, workspace, record, count, log }: WebhookDoorPorts) {
  if (secret === undefined || !adapter.parseWebhook) return undefined;
  return {
    provider: adapter.id,
    secret,
    /** Resolves when everything is durably stored; false where the body is none of the provider's. Late, doubled and unknown reports are no failure. */
    async take(headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<boolean> {
      const reports = parse(adapter, headers, body);
      if (!reports) return false;
      const recorded = await record(workspace, reports);
      for (const outcome of ['taken', 'unknown', 'old'] as const) count(outcome, recorded[outcome]);
      if (recorded.unknown > 0) log.warn({ reports: recorded.unknown, codes: codesOf(reports) }, 'reports of messages that are not here');
      return true;
    },
  };
}

function parse({ parseWebhook }: SendAdapter, headers: Readonly<Record<string, string>>, body: Uint8Array) {
  try {
    return parseWebhook?.(headers, body);
  } catch {
    return undefined; // whatever came with the secret and is no report is refused, and may be asked about at the provider
  }
}

/** The provider's own codes, each once; nothing else of a report may stand in a log (I11). */
const codesOf = (reports: readonly ItemReport[]): readonly string[] => [...new Set(reports.map(({ raw }) => raw.code))];
