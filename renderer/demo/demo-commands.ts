import type { CommandSummary, RefusedCommand, SendQueue } from '../replica/desk/own-command.ts';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';

const minuteMs = 60_000;
const first = { leadId: '39~001', user: '김민지', product: '린넨 셔츠' };

/** What waits while the demo is offline. */
export function demoQueue({ waiting, connection }: ReplicaStatus, now: number): SendQueue {
  const kinds: readonly Pick<CommandSummary, 'kind' | 'changes' | 'leads'>[] = [
    { kind: 'patchLeads', changes: [{ field: 'status', to: 'contacted' }], leads: 12 },
    { kind: 'undo', changes: [{ field: 'tag:재구매', to: 'on' }], leads: 1 },
    { kind: 'requestDispatch', changes: [], leads: 0 },
  ];
  const oldest = kinds.slice(0, waiting).map((kind, index) => ({
    ...kind,
    id: `01JD000000000000000000010${index}`,
    issuedAt: now - (3 - index) * minuteMs,
    ...(kind.leads > 0 && { first }),
  }));
  const trouble = connection === 'offline' && { trouble: { code: 'server.unreachable' as const, at: now - 4_000, nextAt: now + 9_000 } };
  return { waiting, oldest, answeredAt: now - 5 * minuteMs, ...trouble };
}

/** Of each kind that the side list shows. */
export function demoRefused(now: number): readonly RefusedCommand[] {
  const patch = { kind: 'patchLeads', leads: 4, first, held: [] } as const;
  const assign = { field: 'marketerId', to: 'jihye' } as const;
  return [
    {
      ...{ id: '01JD0000000000000000000001', kind: 'cancelDispatch', changes: [], leads: 0, held: [] },
      ...{ issuedAt: now - 7 * minuteMs, refusedAt: now - 6 * minuteMs, code: 'dispatch.tooLate' },
    },
    {
      ...{ ...patch, id: '01JD0000000000000000000002', changes: [assign], correctable: assign, code: 'server.failed' },
      ...{ issuedAt: now - 5 * minuteMs, refusedAt: now - 4 * minuteMs },
      held: [{ id: '01JD0000000000000000000003', kind: 'undo', changes: [assign], leads: 4, first, issuedAt: now - 3 * minuteMs }],
    },
  ];
}
