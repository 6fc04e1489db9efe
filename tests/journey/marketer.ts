import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { screenshotPath } from './project.ts';
import type { NamedLead } from './server-truth.ts';

/** How long the desk may take to show what has happened elsewhere. */
const ARRIVES_WITHIN = { timeout: 20_000 };
/** How far one turn of the wheel scrolls, in pixels: less than what is drawn at once. */
const WHEEL_PX = 400;

/** What a marketer does at the desk, by the words that are on it. Each step ends when the desk shows what the step is for. */
export function marketerAt(page: Page) {
  const leads = page.getByRole('grid', { name: '리드 표' });
  const rowOf = (named: NamedLead) =>
    leads.getByRole('row').filter({ has: page.getByRole('checkbox', { name: tickName(named), exact: true }) });
  const bulk = page.getByRole('toolbar', { name: '선택한 리드 한 번에 바꾸기' });
  const status = page.getByRole('region', { name: '연결 상태' });
  const proof = page.getByRole('dialog', { name: '서버와의 대조' });
  const conflicts = page.getByRole('region', { name: '충돌 목록' }).getByRole('listitem');
  const filters = page.getByRole('complementary', { name: '필터' });
  const segments = page.getByRole('region', { name: '저장한 세그먼트' });
  const refused = page.getByRole('dialog', { name: '보내지 못한 변경' });
  const recipients = page.getByRole('listbox', { name: '받는 사람 목록' });

  const seesInStatusBar = (words: string) => expect.poll(() => status.innerText(), ARRIVES_WITHIN).toContain(words);

  /** Looks down the list, and again from its top where it has ended, until the lead is in sight and the list is at rest. */
  const scrollsTo = async (named: NamedLead) => {
    await leads.hover();
    await page.mouse.wheel(0, -Number.MAX_SAFE_INTEGER);
    let before: string | undefined;
    const isAtRest = async () => {
      const rowTop = await rowOf(named).evaluateAll(([row]) => row?.getBoundingClientRect().top);
      const list = await leads
        .locator('..')
        .evaluate(({ scrollTop, clientHeight, scrollHeight }) => ({ scrollTop, left: scrollHeight - clientHeight - scrollTop }));
      const place = `${rowTop} ${list.scrollTop}`;
      const stands = place === before;
      before = place;
      if (stands && rowTop === undefined) await page.mouse.wheel(0, list.left > 1 ? WHEEL_PX : -Number.MAX_SAFE_INTEGER);
      return stands && rowTop !== undefined;
    };
    await expect.poll(isAtRest, ARRIVES_WITHIN).toBe(true);
  };

  const confirms = async (people: number) => {
    const name = `${people}명에게 보내기`;
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog').getByRole('button', { name }).click();
  };

  return {
    goesTo: (screen: '개요' | '리드' | '요청 검토' | '발송' | '활동' | '설정') =>
      page.getByRole('navigation', { name: '주 메뉴' }).getByRole('button', { name: screen, exact: true }).click(),

    seesConnected: () => seesInStatusBar('연결됨'),
    seesOffline: () => seesInStatusBar('오프라인'),
    /** Nothing that was done is still on this machine alone. */
    seesEverythingSent: () => seesInStatusBar('보낼 변경 없음'),
    seesWaiting: (acts: number) => seesInStatusBar(`보낼 변경 ${acts}건`),

    seesLeads: (count: number) => expect.poll(() => leads.getAttribute('aria-rowcount'), ARRIVES_WITHIN).toBe(String(count + 1)),
    /** The rows in sight by the names of their tick boxes, from the top. */
    seesRows: () => leads.locator('tr[data-index] input').evaluateAll((boxes) => boxes.map((box) => box.ariaLabel ?? '')),
    searches: (words: string) => page.getByRole('searchbox', { name: '리드 검색' }).fill(words),
    /** So that the keys are the desk's. */
    leavesField: () => page.getByRole('searchbox', { name: '리드 검색' }).blur(),
    picks: async (...picked: readonly NamedLead[]) => {
      for (const named of picked) {
        await scrollsTo(named);
        await rowOf(named).getByRole('checkbox').click();
      }
      await expect.poll(() => bulk.innerText()).toMatch(new RegExp(`${picked.length}건(을 모두)? 선택함`));
    },
    /** Ticks everything that the filter matches. */
    picksAll: async (count: number) => {
      await leads.getByRole('checkbox', { name: `조건에 맞는 ${count}건 모두 선택` }).click();
      await expect.poll(() => bulk.innerText()).toContain(`${count}건을 모두 선택함`);
    },
    marksAs: async (words: '연락함' | '관심') => {
      await bulk.getByRole('button', { name: '상태' }).click();
      await page.getByRole('menuitem', { name: words }).click();
    },
    seesStatus: async (named: NamedLead, words: string) => {
      await scrollsTo(named);
      await expect.poll(() => rowOf(named).innerText(), ARRIVES_WITHIN).toContain(words);
    },
    /** Says yes to what is asked before many leads change at once. */
    confirmsChange: (count: number) =>
      page
        .getByRole('dialog')
        .getByRole('button', { name: `${count}건 바꾸기` })
        .click(),
    /** In a window too narrow to have them beside the list from the start. */
    opensFilters: () => page.getByRole('button', { name: '필터 펼치기' }).click(),
    /** How many the filter offers of one value. */
    seesCount: (value: string, count: number) =>
      expect.poll(() => filters.getByRole('checkbox', { name: `${value}, ${count}건`, exact: true }).count(), ARRIVES_WITHIN).toBe(1),
    undoes: () => page.getByRole('status').getByRole('button', { name: '되돌리기' }).click(),

    /** Sends what is recommended for each to those who are picked; some of them are known to be left out. */
    sendsRecommended: async ({ to, leftOut }: Readonly<{ to: number; leftOut: number }>) => {
      await bulk.getByRole('button', { name: '추천 상품 보내기' }).click();
      await expect.poll(() => page.getByRole('main').innerText(), ARRIVES_WITHIN).toContain(`${to}명에게 보내고 ${leftOut}명은 빠져요`);
      await confirms(to);
    },
    /** Ticks one value of a facet. */
    narrowsTo: (words: string) => filters.getByText(words, { exact: true }).click(),
    clearsFilters: () => page.getByRole('button', { name: '모두 지우기' }).click(),
    /** Keeps the filter under a name, and sees it among the segments. */
    savesSegment: async (name: string) => {
      await segments.getByRole('button', { name: '세그먼트로 저장' }).click();
      await page.getByRole('textbox', { name: '세그먼트 이름' }).fill(name);
      await page.keyboard.press('Enter');
      await expect.poll(() => segments.getByRole('button', { name: `${name}, ` }).count()).toBe(1);
    },
    picksSegment: async (name: string, count: number) => {
      await segments.getByRole('button', { name: `${name}, ${count}건` }).click();
    },
    /** Sends what is recommended for each to everybody who is listed; resolves with how many that are. */
    sendsRecommendedToAll: async () => {
      await leads.getByRole('checkbox').first().click();
      await bulk.getByRole('button', { name: '추천 상품 보내기' }).click();
      const summary = page.getByRole('main').getByText(/명에게 보내고 \d+명은 빠져요/);
      const people = Number.parseInt(await summary.innerText(), 10);
      await confirms(people);
      return people;
    },
    /** A message whose audience changed asks to be looked at. */
    seesDispatchAsking: async () => {
      await seesInStatusBar('확인할 발송 1건');
      await expect.poll(() => page.getByRole('main').innerText(), ARRIVES_WITHIN).toContain('빠진 1명');
    },
    sendsToPresent: (people: number) => page.getByRole('button', { name: `지금 대상 ${people}명에게 보내기` }).click(),
    seesDispatchWaiting: () => expect.poll(() => page.getByRole('main').innerText(), ARRIVES_WITHIN).toContain('이 컴퓨터에서 대기'),
    seesRecipient: (named: NamedLead, words: string) =>
      expect.poll(() => recipients.getByRole('option').filter({ hasText: named.user }).innerText(), ARRIVES_WITHIN).toContain(words),

    /** Every read model here is known to be the server's. */
    seesSameAsServer: () => expect.poll(() => status.innerText(), ARRIVES_WITHIN).toMatch(/서버 #\d+[과와] 일치/),
    seesSameAsServerAt: (head: number) =>
      expect.poll(() => status.innerText(), ARRIVES_WITHIN).toMatch(new RegExp(`서버 #${head}[과와] 일치`)),
    seesDifferent: () => seesInStatusBar('서버와 달라'),
    /** Has everything read from the disk and compared, and stays with what is told of it. */
    checksNow: async () => {
      await status.getByRole('button', { name: /일치/ }).click();
      await proof.getByRole('button', { name: '지금 확인' }).click();
    },
    seesFound: async ({ user, product }: NamedLead) => {
      const found = proof.getByRole('region', { name: '서버와 달랐던 자료' });
      await expect.poll(() => found.innerText(), ARRIVES_WITHIN).toContain(`${user} · ${product}`);
      await expect.poll(() => found.innerText()).toContain('서버의 내용으로 고쳤어요');
    },
    /** Does not wait for the desk to try again by itself. */
    syncsNow: async () => {
      await status.getByTitle('연결 상태 자세히 보기').click();
      await page.getByRole('button', { name: '지금 동기화' }).click();
      await page.keyboard.press('Escape');
    },
    /** Reads what the desk says by itself, and goes where it leads. */
    followsNotice: async (words: string) => {
      const notice = page.getByRole('status').filter({ hasText: words });
      await expect.poll(() => notice.count(), ARRIVES_WITHIN).toBe(1);
      await notice.getByRole('button', { name: '보기' }).click();
    },
    /** Among what is under activity. */
    looksAt: (tab: '기록' | '충돌') => page.getByRole('tab', { name: tab }).click(),
    /** Takes an act back where the history tells it, having read how much that is. */
    takesBack: async (words: string, { leads: all, leftAlone }: Readonly<{ leads: number; leftAlone: number }>) => {
      const entry = page.getByRole('region', { name: '활동 기록' }).getByRole('listitem').filter({ hasText: words });
      await entry.getByRole('button', { name: '되돌리기' }).click();
      const question = page.getByRole('dialog', { name: '되돌리기' });
      await expect.poll(() => question.innerText(), ARRIVES_WITHIN).toContain(`리드 ${all}건을 이 일이 있기 전으로 바꿔요`);
      expect(await question.innerText()).toContain(`그 뒤에 바뀐 항목 ${leftAlone}개는 그대로 둬요`);
      await question.getByRole('button', { name: '되돌리기' }).click();
    },
    /** In the inbox: how many there are of the kind that is looked at. */
    seesConflicts: (count: number) => expect.poll(() => conflicts.count(), ARRIVES_WITHIN).toBe(count),
    /** What the keys act on, by its name. */
    seesFirstConflict: async () => (await conflicts.first().getAttribute('aria-label')) ?? '',
    presses: (key: string) => page.keyboard.press(key),

    seesRefused: (count: number) => seesInStatusBar(`보내지 못한 변경 ${count}건`),
    opensRefused: () => status.getByRole('button', { name: '보내지 못한 변경' }).click(),
    seesInRefused: (words: string) => expect.poll(() => refused.innerText(), ARRIVES_WITHIN).toContain(words),
    sendsRefusedAgain: () => refused.getByRole('button', { name: '다시 보내기' }).click(),

    /** In the desktop's settings: asks the built-in server to start again. */
    restartsServer: () => page.getByRole('button', { name: '서버 다시 시작' }).click(),
    reads: (words: string) => expect.poll(() => page.getByRole('main').innerText(), ARRIVES_WITHIN).toContain(words),

    photographs: (name: string) => page.screenshot({ path: screenshotPath(name) }),
  };
}
export type Marketer = ReturnType<typeof marketerAt>;

const tickName = ({ user, product }: NamedLead) => `${user}, ${product} 선택`;
