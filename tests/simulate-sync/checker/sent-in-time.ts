import { expiresAfterMs } from '../../../domain/dispatching/dispatch-step.ts';
import { kstMinute } from '../../../domain/time/kst.ts';
import type { PlacedFact } from '../../../sync-server/store/port/fact.ts';
import type { Kakao } from '../kakao.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

/** Between what is put on record and the call. */
const graceMs = 1_000;
/** When advertisements may reach a phone at all, in minutes of the day in Seoul. */
const morning = 8 * 60;
const evening = 20 * 60 + 50;

/** I8: nothing leaves before the time that was asked for, after it was over, or at night, by the clock of the phones. */
export function sentInTime({ calls }: Kakao, { documents, facts }: ServerState): Finding[] {
  const items = documents('dispatchItem');
  const asked = new Map(facts().flatMap((fact) => timesOf(fact)));
  return calls.flatMap(({ itemId, at }): Finding[] => {
    const times = asked.get(items.get(itemId)?.dispatchId ?? '');
    const minute = kstMinute(at);
    const why = [
      ...(times && at < times.sendAt ? ['before its time'] : []),
      ...(times && at > times.expiresAt + graceMs ? ['when it was over'] : []),
      ...(minute < morning || minute >= evening ? ['at night'] : []),
    ];
    return why.map((when) => ({ invariant: 'I8', what: `item ${itemId} was sent ${when}` }));
  });
}

/** From when to when a dispatch may be sent, as it was asked for. */
function timesOf(fact: PlacedFact): (readonly [string, Readonly<{ sendAt: number; expiresAt: number }>])[] {
  const act = appliedAct(fact);
  if (act?.kind !== 'requestDispatch' && act?.kind !== 'resendFailed') return [];
  const sendAt = Math.max(fact.at, act.kind === 'requestDispatch' ? (act.sendAt ?? fact.at) : fact.at);
  const { expiresAt = sendAt + expiresAfterMs } = act.kind === 'requestDispatch' ? act : {};
  return [[fact.factId, { sendAt, expiresAt }]];
}

/** I8: whoever has paused a dispatch sees nobody of it taken in hand until it is resumed. From the log alone, in its order. */
export function pausesKept({ facts }: ServerState): Finding[] {
  const paused = new Set<string>();
  return facts().flatMap((fact): Finding[] => {
    const act = appliedAct(fact);
    if (act?.kind === 'pauseDispatch') paused.add(act.dispatchId);
    if (act?.kind === 'resumeDispatch') paused.delete(act.dispatchId);
    if (fact.kind !== 'dispatch' || fact.body.step !== 'claimed' || !paused.has(fact.body.dispatchId)) return [];
    return [{ invariant: 'I8', what: `item ${fact.body.itemId} was taken in hand while its dispatch was paused` }];
  });
}

const appliedAct = (fact: PlacedFact) => (fact.kind === 'command' && fact.body.outcome.status !== 'rejected' ? fact.body.act : undefined);
