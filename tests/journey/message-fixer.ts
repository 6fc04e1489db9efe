import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** How long the desk may take to show what has happened elsewhere. */
const ARRIVES_WITHIN = { timeout: 20_000 };

/** What a marketer does with a message in quarantine, by the words that are on the desk. */
export function messageFixerAt(page: Page) {
  const list = page.getByRole('region', { name: '격리된 메시지 목록' });
  const message = page.getByRole('dialog', { name: '격리된 메시지' });
  const confirms = async (question: string, answer: string) => {
    const dialog = page.getByRole('dialog', { name: question });
    await dialog.getByRole('button', { name: answer }).click();
    await expect.poll(() => message.count(), ARRIVES_WITHIN).toBe(0);
  };

  return {
    looksAt: (tab: '기록' | '격리된 메시지') => page.getByRole('tab', { name: tab }).click(),
    seesMessages: (count: number) => expect.poll(() => list.getByRole('listitem').count(), ARRIVES_WITHIN).toBe(count),
    opens: (words: string) => list.getByRole('button').filter({ hasText: words }).click(),
    readsInMessage: (words: string) => expect.poll(() => message.innerText(), ARRIVES_WITHIN).toContain(words),
    writes: (text: string) => message.getByRole('textbox', { name: '고칠 내용' }).fill(text),
    /** Escape would lose what was written: it is asked, and the marketer stays. */
    isAskedBeforeLeaving: async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: '보내지 않고 닫을까요?' }).getByRole('button', { name: '계속 고치기' }).last().click();
    },
    /** Nothing was written: Escape closes at once. */
    leaves: async () => {
      await page.keyboard.press('Escape');
      await expect.poll(() => message.count(), ARRIVES_WITHIN).toBe(0);
    },
    presses: (remedy: string) => message.getByRole('button', { name: remedy }).click(),
    sendsCorrected: async () => {
      await message.getByRole('button', { name: '고쳐서 보내기' }).click();
      await confirms('고친 메시지를 보낼까요?', '고쳐서 보내기');
    },
    throwsAway: async () => {
      await message.getByRole('button', { name: '버리기' }).click();
      await confirms('이 메시지를 버릴까요?', '버리기');
    },
    mayNotSendYet: async () => expect(await message.getByRole('button', { name: '고쳐서 보내기' }).isDisabled()).toBe(true),
    isTold: (words: string) => expect.poll(() => page.getByRole('main').innerText(), ARRIVES_WITHIN).toContain(words),
  };
}
