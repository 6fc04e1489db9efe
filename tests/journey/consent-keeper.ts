import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** How long the desk may take to show what has happened elsewhere. */
const ARRIVES_WITHIN = { timeout: 20_000 };

/** What a marketer does about consents, by the words that are on the desk. */
export function consentKeeperAt(page: Page) {
  const tasks = page.getByRole('region', { name: '할 일 목록' }).getByRole('listitem');
  const notice = page.getByRole('dialog', { name: /처리 결과 알림/ });
  const person = page.getByRole('region', { name: '수신 동의', exact: true });
  const reads = (of: { innerText(): Promise<string> }, words: string) => expect.poll(() => of.innerText(), ARRIVES_WITHIN).toContain(words);

  return {
    goesToConsents: () => page.getByRole('navigation', { name: '주 메뉴' }).getByRole('button', { name: '수신 동의' }).click(),
    seesTasks: (count: number) => expect.poll(() => tasks.count(), ARRIVES_WITHIN).toBe(count),
    readsInFirstTask: (words: string) => reads(tasks.first(), words),
    seesNothingOwed: () => expect.poll(() => page.getByText('알릴 처리 결과가 없어요').count(), ARRIVES_WITHIN).toBe(1),
    /** By the keys: the first task under them, what it says, and that it was told. */
    tellsFirst: async (words: string) => {
      await page.keyboard.press('KeyN');
      await reads(notice, words);
      await notice.getByRole('button', { name: '1건을 알렸어요' }).click();
      await expect.poll(() => notice.count()).toBe(0);
    },
    /** Of the lead of the task under the keys. */
    opensLead: () => page.keyboard.press('KeyO'),
    readsOfPerson: (words: string) => reads(person, words),
    records: async (what: '거부·철회 기록', evidence: string) => {
      await person.getByRole('button', { name: '기록하기' }).click();
      await page.getByRole('menuitem', { name: what }).click();
      const save = person.getByRole('button', { name: '기록', exact: true });
      expect(await save.isDisabled()).toBe(true);
      await person.getByRole('textbox', { name: '증빙' }).fill(evidence);
      await save.click();
    },
    opensHistory: () => person.getByRole('button', { name: '이력과 증빙 보기' }).click(),
  };
}
