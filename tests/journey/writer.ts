import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** How long the desk may take to show what has happened elsewhere. */
const ARRIVES_WITHIN = { timeout: 20_000 };
/** More than there are on one screen. */
const TAB_STOPS = 80;

/** Whoever writes a message by keyboard alone, by the words that are on the desk. */
export function writerAt(page: Page) {
  const main = page.getByRole('main');
  const question = page.getByRole('dialog');
  const recipients = page.getByRole('listbox', { name: '받는 사람 목록' });
  const button = (words: string) => page.getByRole('button', { name: words });

  const hasFocus = (place: Locator) => place.evaluate((element) => element === document.activeElement);
  /** From wherever the focus is. */
  const tabsTo = async (place: Locator) => {
    await place.waitFor({ state: 'attached' }); // a radio button is drawn by its label
    for (let stops = 0; stops < TAB_STOPS; stops += 1) {
      if (await hasFocus(place)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`no Tab leads to ${place}`);
  };
  const presses = async (place: Locator, key: string) => {
    await tabsTo(place);
    await page.keyboard.press(key);
  };

  return {
    beginsMessage: async () => {
      await presses(button('추천 상품 보내기'), 'Enter');
      await main.getByRole('heading', { name: '추천 상품 보내기' }).waitFor();
    },
    picksSameForAll: async (product: string) => {
      await presses(page.getByRole('radio', { name: '사람마다 추천 상품' }), 'ArrowRight');
      await tabsTo(page.getByRole('combobox', { name: '상품 고르기' }).or(page.getByRole('textbox', { name: '상품 고르기' })));
      await page.keyboard.type(product);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect.poll(() => main.innerText()).toContain('1개 골랐어요');
    },
    writes: async (text: string) => {
      await tabsTo(page.getByRole('textbox', { name: '문구' }));
      await page.keyboard.type(text);
    },
    seesSummary: (words: string) => expect.poll(() => main.innerText(), ARRIVES_WITHIN).toContain(words),
    seesPreview: (...words: readonly string[]) =>
      expect.poll(() => page.getByRole('figure', { name: '휴대폰 미리보기' }).innerText()).toMatch(new RegExp(words.join('[^]*'))),
    /** Looks at those who get nothing for one reason, and at everybody again. */
    seesLeftOut: async (reason: string, name: string) => {
      await presses(button(`${reason} 1`), 'Enter');
      await expect.poll(() => recipients.getByRole('option').allInnerTexts()).toEqual([expect.stringContaining(name)]);
      await page.keyboard.press('Enter');
    },
    asksToSend: (people: number) => presses(main.getByRole('button', { name: `${people}명에게 보내기` }), 'Enter'),
    isAsked: async (...words: readonly string[]) => {
      for (const word of words) await expect.poll(() => question.innerText(), ARRIVES_WITHIN).toContain(word);
    },
    confirms: async (people: number) => {
      await presses(question.getByRole('button', { name: `${people}명에게 보내기` }), 'Enter');
      await expect.poll(() => question.count()).toBe(0);
    },
  };
}
export type Writer = ReturnType<typeof writerAt>;
