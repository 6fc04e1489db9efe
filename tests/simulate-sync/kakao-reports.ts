import type { ItemReport } from '../../sync-server/dispatch/send-adapter.ts';
import type { Random } from '../simulate/random.ts';
import type { VirtualClock } from './clock.ts';
import type { Faults } from './faults.ts';

/** Brings reports to whoever is there; what is not heard is not told again. */
export type Webhook = (reports: readonly ItemReport[]) => void;

/** What the provider says later of the messages that it took. */
export interface KakaoReports {
  /** A message was taken, and is shown on its phone or never will be. */
  follow(message: Readonly<{ itemId: string; providerMessageId: string; shown: boolean }>): void;
  /** What it dates after a time and knows by now: every report, however its webhook went. */
  since(time: number): readonly ItemReport[];
  /** When it will know the last that there is to say; in the past where it has said all. */
  allToldAt(): number;
}

const soonMs = 30_000;
const lateMs = 2 * 86_400_000;
/** So much older than its arrival a report may be dated. */
const datedBackMs = 5 * 60_000;
const webhookMs = 200;
const disorderMs = 90_000;
const shareLate = 0.2;
const shareOfFaults = 0.2;

const failed = { class: 'recipient_unreachable', code: 'unreachable', text: '', mayHaveSent: false } as const;

/** Reports come late, twice, not at all and in disorder, and now and then the provider says that it does not know before it does. */
export function createKakaoReports(clock: VirtualClock, random: Random, faults: Faults, webhook: Webhook): KakaoReports {
  const known: Readonly<{ report: ItemReport; at: number }>[] = [];
  let last = 0;

  const tell = (report: ItemReport) => {
    if (faults.strikes('reportLost', random, shareOfFaults)) return;
    const disordered = faults.strikes('reportDisordered', random, shareOfFaults);
    clock.outside(random.below(disordered ? disorderMs : webhookMs), 'kakao reports', () => webhook([report]));
    if (faults.strikes('reportTwice', random, shareOfFaults))
      clock.outside(random.below(disorderMs), 'kakao reports again', () => webhook([report]));
  };

  const learn = (inMs: number, report: Pick<ItemReport, 'itemId' | 'providerMessageId' | 'status' | 'error'>) => {
    const at = clock.now() + inMs;
    const key = `${report.providerMessageId} ${report.status}`;
    const dated = at - Math.min(inMs, random.below(datedBackMs));
    last = Math.max(last, at);
    clock.outside(inMs, 'kakao knows', () => {
      const made: ItemReport = { ...report, at: dated, raw: { code: report.status, text: '' }, key };
      known.push({ report: made, at });
      tell(made);
    });
  };

  return {
    follow: ({ shown, ...message }) => {
      const ms = random.below(faults.strikes('reportLate', random, shareLate) ? lateMs : soonMs);
      if (shown && faults.strikes('reportDoubtful', random, shareOfFaults))
        learn(random.below(ms + 1), { ...message, status: 'uncertain' });
      learn(ms, shown ? { ...message, status: 'delivered' } : { ...message, status: 'failed', error: failed });
    },
    since: (time) => known.filter(({ report }) => report.at >= time).map(({ report }) => report),
    allToldAt: () => last,
  };
}
