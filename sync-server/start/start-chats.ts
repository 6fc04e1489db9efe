import { Subject } from 'rxjs';
import { atPace, type FoldPace } from '../fold-pace.ts';
import { createIngest } from '../ingest/ingest.ts';
import { createHandOver } from '../outbox/hand-over.ts';
import { coalesced } from '../wake-ups/wake-ups.ts';
import type { Ground } from './ground.ts';

/** Under load the fold takes what many commits appended in one transaction; the first of them it takes at once (I2). */
const foldWithinMs = 50;
/** Every client there is is looked at for each. */
const handOverWithinMs = 20;

/** What chat clients say is taken in, and what waits for them is handed over. */
export function startChats({ store, ports: { now }, metrics, wakeUps, room, stops }: Ground, pace: FoldPace) {
  const handOver = createHandOver({
    outbox: store.outbox,
    leases: store.shared?.leases,
    now,
    delivered: (messages) => metrics.delivered.inc(messages),
    log: room('outbox'),
  });
  stops.push(() => handOver.idle());
  const handingOver = coalesced(wakeUps.outboxAdded$, handOverWithinMs).subscribe(handOver.added);
  stops.push(() => handingOver.unsubscribe());
  const committed$ = new Subject<string>();
  const folding = coalesced(committed$, foldWithinMs).subscribe((changed) => wakeUps.logCommitted$.next(changed));
  stops.push(() => folding.unsubscribe());
  const ingest = createIngest({
    store: atPace(store, pace),
    committed: (changed) => {
      metrics.commits.inc();
      committed$.next(changed);
    },
    answered: (changed) => wakeUps.outboxAdded$.next(changed),
    count: (outcome, packets) => metrics.events.inc({ outcome }, packets),
  });
  stops.push(() => ingest.idle());
  return { handOver, ingest };
}
