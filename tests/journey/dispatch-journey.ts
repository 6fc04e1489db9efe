import { expect } from 'vitest';
import type { Shown } from '../fake-kakao/world/ledger.ts';
import { openChatLine } from './chat-line.ts';
import { agreeing, costOf, type Guest, goods, interested, leftOut, optOut } from './kakao-shop.ts';
import type { Marketer } from './marketer.ts';
import { readCsv } from './read-csv.ts';
import type { resultsReaderAt } from './results-reader.ts';
import { serverTruth } from './server-truth.ts';
import type { Reached } from './simulator.ts';
import type { Writer } from './writer.ts';

/** As the desk writes a moment and an amount. */
const clock = new Intl.DateTimeFormat('ko-KR', {
  ...{ timeZone: 'Asia/Seoul', month: 'short', day: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});
const won = new Intl.NumberFormat('ko-KR');
const QUEUED = agreeing.length;
/** Who changes her mind while the message is held. */
const [regretful, steadfast] = agreeing.slice(6) as [Guest, Guest];
const regrets = '광고 수신을 거부했어요.';
type ResultsReader = ReturnType<typeof resultsReaderAt>;

/** Everybody who asked about one product, and nobody else. */
export async function picksInterested(marketer: Marketer): Promise<void> {
  await marketer.goesTo('리드');
  await marketer.opensFilters();
  await marketer.narrowsTo(goods.asked.name);
  await marketer.seesLeads(interested.length);
  await marketer.picksAll(interested.length);
}

/** The whole message by keyboard: one product, a text, who gets it, who does not and why; then the question that repeats it all. */
export async function writesByKeyboard(writer: Writer, marketer: Marketer, opensAt: number): Promise<void> {
  await writer.beginsMessage();
  await writer.picksSameForAll(goods.sent.name);
  await writer.writes('#{이름}님, 내일 아침에 어울리는 상품이에요.');
  await writer.seesSummary(`${QUEUED}명에게 보내고 ${interested.length - QUEUED}명은 빠져요`);
  await writer.seesSummary(`밤에는 광고를 보낼 수 없어요. ${clock.format(opensAt)}부터 보내요.`);
  await writer.seesPreview('(광고)', `${agreeing[0]?.name}님, 내일 아침에`, goods.sent.name);
  await marketer.photographs('dispatch-composed');
  for (const { word, who } of leftOut) await writer.seesLeftOut(word, who.name);
  await writer.asksToSend(QUEUED);
  await writer.isAsked(`${QUEUED}명`, `예상 ${won.format(costOf(QUEUED))}원`, `${clock.format(opensAt)}부터`, '지금은 오프라인이에요');
  await marketer.photographs('dispatch-asked');
  await writer.confirms(QUEUED);
}

/** On this machine alone, once. */
export async function seesItQueued(results: ResultsReader, marketer: Marketer): Promise<void> {
  await results.seesOneDispatch('연결을 기다려요');
  await results.seesNotice('아직 이 컴퓨터에 있어요', '서버에 연결되면');
  await results.seesCount('대기', QUEUED);
  await results.seesCount('제외', leftOut.length);
  await marketer.seesWaiting(1);
}

export async function seesItHeld(results: ResultsReader, opensAt: number): Promise<void> {
  await results.seesNotice(`${clock.format(opensAt)}부터 보내요`, '밤에는 광고를 보낼 수 없어요');
  await results.seesCount('대기', QUEUED);
  await results.seesCount('제외', leftOut.length);
}

/** At night, in a chat, over MQTT. */
export async function oneOptsOut(place: Reached, now: number): Promise<void> {
  const truth = await serverTruth(place);
  const agrees = async () => (await truth.leads()).find(({ lead }) => lead.userId === regretful.userId)?.consented;
  expect(await agrees()).toBe(true);
  const line = await openChatLine(place);
  try {
    line.says(optOut(regretful, now));
    await expect.poll(agrees, { timeout: 20_000 }).toBe(false);
  } finally {
    await line.close();
  }
}

/** The morning after: all of them but one have it, and of that one it is said why not. */
export async function seesItDelivered(results: ResultsReader, marketer: Marketer): Promise<void> {
  await results.seesCount('받음', QUEUED - 1);
  await results.looksAt('제외');
  await results.seesRecipient(regretful.name, regrets);
  await marketer.photographs('dispatch-skipped');
  const skipped = await results.readsStory(regretful.name);
  expect(skipped).toMatch(/발송 요청\s+보내지 않음\s+수신\s+해당 없음/);
  await results.looksAt('받음');
  const delivered = await results.readsStory(steadfast.name);
  expect(delivered).toMatch(/발송 요청\s+접수됨\s+수신\s+도착함/);
  await marketer.photographs('dispatch-delivered');
}

/** Whom a phone shows it, once each and not before the morning; and the file says of each what the phones say. */
export async function comparesWithLedger(csvPath: string, ledger: readonly Shown[], opensAt: number): Promise<void> {
  const reached = agreeing.filter((one) => one !== regretful);
  expect(ledger.map(({ recipient }) => recipient).sort()).toEqual(reached.map(({ phone }) => phone));
  expect(ledger.filter(({ at }) => at < opensAt)).toEqual([]);

  const lines = await readCsv(csvPath);
  const phones = new Set(ledger.map(({ recipient }) => recipient));
  const reasons = new Map(leftOut.map(({ who, sentence }) => [who.userId, sentence]));
  const expected = interested.map(({ userId, name, phone }) =>
    phone !== undefined && phones.has(phone)
      ? [userId, name, '받음', '', '접수됨', '도착함', '4000']
      : [userId, name, '제외', reasons.get(userId) ?? regrets, '보내지 않음', '해당 없음', ''],
  );
  const columns = ['고객 번호', '이름', '상태', '이유', '발송 요청', '수신', '결과 코드'];
  expect(lines.map((line) => columns.map((column) => line[column])).sort()).toEqual(expected.sort());
  const sentEarly = lines.filter((line) => line['접수 시각(한국)'] !== '' && Date.parse(`${line['접수 시각(한국)']}+09:00`) < opensAt);
  expect(sentEarly).toEqual([]);
}
