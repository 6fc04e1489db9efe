import type { DispatchItem, Hold, ItemStep } from '../../contract/dispatch.ts';
import type { Lead } from '../../contract/lead.ts';
import { composeMessage } from '../../domain/dispatching/compose-message.ts';
import { foldItem, type StepDetail } from '../../domain/dispatching/item-step.ts';
import { composeNotice } from '../../domain/dispatching/notice/compose-notice.ts';
import { kstDay, startOfKstDay } from '../../domain/time/kst.ts';
import type { DispatchView, ItemView } from '../replica/desk.ts';
import { type DemoDispatch, demoView, planFor, toItems } from './demo-dispatch.ts';
import type { Known } from './demo-rows.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const stepMs = 420;

type Told = Readonly<{ step: ItemStep; detail?: StepDetail }>;
type Story = readonly Told[];

const handedOver: Story = [{ step: 'eligible' }, { step: 'claimed' }, { step: 'prepared' }, { step: 'committed' }];
const accepted: Story = [...handedOver, { step: 'accepted', detail: { rawCode: '2000', rawText: '정상 접수' } }];
const delivered: Story = [...accepted, { step: 'delivered', detail: { via: 'kakao', rawCode: '4000', rawText: '전송 완료' } }];
const notOnKakao: Story = [
  ...accepted,
  { step: 'failed', detail: { reason: 'provider.rejected', rawCode: '3104', rawText: '카카오톡을 쓰지 않는 번호' } },
];
const unknown: Story = [
  ...handedOver,
  { step: 'ambiguous', detail: { reason: 'provider.unknownResult' } },
  { step: 'uncertain', detail: { reason: 'provider.unknownResult' } },
];
const optedOutMeanwhile: Story = [{ step: 'eligible' }, { step: 'skipped', detail: { reason: 'consent.withdrawn' } }];
const overdue: Story = [{ step: 'expired', detail: { reason: 'dispatch.expired' } }];
const cancelled: Story = [{ step: 'cancelled' }];
const waiting: Story = [];

/** What becomes of the nth of those who may be sent it. */
type Fate = (n: number, of: number) => Story;

const arrived: Fate = (n) => (n % 6 === 5 ? accepted : delivered);
const mixed: Fate = (n) => {
  if (n % 19 === 18) return unknown;
  if (n % 11 === 7) return notOnKakao;
  return n % 23 === 3 ? optedOutMeanwhile : arrived(n, 0);
};
const underWay: Fate = (n, of) => {
  if (n < of * 0.46) return mixed(n, of);
  return n < of * 0.5 ? handedOver : waiting;
};
const upTo =
  (share: number, rest: Story): Fate =>
  (n, of) =>
    n < of * share ? delivered : rest;

/**
 * Dispatches in every state that one can be in, oldest first, so that each can be looked at.
 * @param size how many leads the one under way is about
 */
export function demoGallery(known: Known, now: number, size: number): readonly DemoDispatch[] {
  const leads = [...known.leads.values()];
  const morning = nextMorning(now);
  const some = (from: number) => leads.slice(from % Math.max(1, leads.length - 60), (from % Math.max(1, leads.length - 60)) + 60);
  const tell = (n: number, agoMs: number, fate: Fate, more: Partial<DispatchView> = {}, whom: readonly Lead[] = some(n * 60)) =>
    toDispatch(known, n, now - agoMs, whom, fate, more);
  const held = (hold: Hold) => ({ state: 'held' as const, hold });
  return [
    tell(1, 6 * dayMs, arrived, { provider: 'solapi' }),
    tell(2, 5 * dayMs, mixed, { provider: 'solapi', text: '#{이름}님, 보셨던 #{상품명} 다시 들어왔어요' }),
    tell(3, 4 * dayMs, (n) => (n === 1 ? notOnKakao : arrived(n, 0)), { resends: ulidOf(2) }, some(120).slice(0, 4)),
    tell(
      4,
      3 * dayMs,
      () => waiting,
      {},
      leads.filter(({ userId }) => !known.persons.get(userId)?.consents.some(({ granted }) => granted)).slice(0, 20),
    ),
    tell(5, 2 * dayMs, upTo(0.3, cancelled), { state: 'cancelled' }),
    tell(6, dayMs + 5 * hourMs, upTo(0.2, overdue)),
    tell(7, dayMs, () => notOnKakao, {}, some(420).slice(0, 9)),
    tell(8, 9 * hourMs, () => waiting, { rejected: 'command.forbidden', pending: false }),
    tell(9, 8 * hourMs, upTo(0.55, waiting), held({ reason: 'quota', until: startOfKstDay(kstDay(now)) + dayMs + 5 * 60_000 })),
    tell(10, 7 * hourMs, upTo(0.4, waiting), held({ reason: 'balance', until: now + 4 * 60_000 })),
    tell(11, 6 * hourMs, upTo(0, waiting), held({ reason: 'auth' })),
    tell(12, 5 * hourMs, () => waiting, held({ reason: 'window', until: morning })),
    tell(13, 4 * hourMs, () => waiting, { state: 'scheduled', sendAt: morning + 2 * hourMs }),
    tell(14, 3 * hourMs, upTo(0.5, waiting), held({ reason: 'paused' })),
    tell(15, 2 * hourMs, upTo(0.35, cancelled), { pending: true, state: 'cancelling' }),
    toNoticed(tell(18, 90 * 60_000, arrived, { provider: 'solapi' }, some(60).slice(0, 8))),
    refusedInPart(tell(19, 80 * 60_000, arrived, { provider: 'solapi' }, leads.slice(0, size))),
    tell(16, hourMs, underWay, { state: 'sending', provider: 'solapi' }, leads.slice(0, size)),
    tell(17, 90_000, () => waiting, { pending: true }),
  ];
}

/** The same people told what became of their consent instead. */
function toNoticed({ view, items }: DemoDispatch): DemoDispatch {
  const word = { purpose: 'ad', channel: 'kakao', granted: true, at: view.at - dayMs, factId: 'demo' } as const;
  const message = composeNotice({ code: 'CONSENT_RESULT', text: '[#{보내는이}] #{날짜}에 하신 #{내용}: #{결과}' }, [word], '달빛상점');
  const noticed = items.map(({ message: was, ...item }) => ({
    ...item,
    productIds: [],
    productNames: [],
    consentFactId: word.factId,
    ...(was && { message }),
  }));
  return { view: { ...view, channel: 'kakao_alimtalk' }, items: noticed };
}

/** The same message in four parts, of which the server refused the last. */
function refusedInPart({ view, items }: DemoDispatch): DemoDispatch {
  const count = 4;
  const taken = Math.ceil((items.length * (count - 1)) / count);
  const { at } = view;
  const refused = items
    .slice(taken)
    .map((item) => ({ ...item, state: 'failed' as const, reason: 'sender.incomplete' as const, at, attempt: 0, history: [] }));
  return {
    view: { ...view, parts: { count, refused: { people: refused.length, codes: ['sender.incomplete'] } } },
    items: [...items.slice(0, taken), ...refused],
  };
}

function toDispatch(known: Known, n: number, at: number, leads: readonly Lead[], fate: Fate, more: Partial<DispatchView>): DemoDispatch {
  const id = ulidOf(n);
  const items = toItems(id, planFor(leads, known, at, { products: { kind: 'each', count: 1 + (n % 3) } }), at);
  const reachable = items.filter(({ state }) => state === 'pending');
  const nth = new Map(reachable.map((item, index) => [item.id, index]));
  return {
    view: { ...demoView(id, n % 3 === 0 ? 'jiyoon' : 'owner', at), pending: false, ...more },
    items: items.map((item) => {
      const index = nth.get(item.id);
      return index === undefined ? item : told(item, fate(index, reachable.length), known, at + Math.floor(index / 40) * stepMs);
    }),
  };
}

/** One recipient after all that became of them. */
function told(item: ItemView, story: Story, { products }: Known, at: number): ItemView {
  const message = composeMessage(
    item.productIds.flatMap((id) => products.get(id) ?? []),
    item.name === undefined ? {} : { name: item.name },
  );
  let one: DispatchItem = item;
  for (const [n, { step, detail }] of story.entries())
    one = foldItem(one, {
      ...{ step, at: at + (n + 1) * stepMs, attempt: n === 0 ? 0 : 1 },
      ...(step === 'claimed' && { message }),
      ...detail,
    });
  const { id: _same, ...is } = one;
  return { ...item, ...is };
}

const ulidOf = (n: number) => `01JD00000000000000000001${String(n).padStart(2, '0')}`;

/** Eight o'clock in Seoul, the next time. */
function nextMorning(now: number): number {
  const today = startOfKstDay(kstDay(now)) + 8 * hourMs;
  return today > now ? today : today + dayMs;
}
