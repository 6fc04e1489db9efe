import type { ElectronApplication, Page } from 'playwright-core';
import { expect } from 'vitest';

/** How long the desk may take to show what has happened elsewhere. */
const ARRIVES_WITHIN = { timeout: 30_000 };

/** Whoever looks at what became of a message, by the words that are on the desk. */
export function resultsReaderAt(page: Page) {
  const list = page.getByRole('listbox', { name: '발송 기록' });
  const detail = page.getByRole('region', { name: '발송 상세' });
  const recipients = detail.getByRole('listbox', { name: '받는 사람 목록' });
  const tile = (state: string) => detail.getByRole('group', { name: '상태별 인원' }).getByRole('button', { name: state });
  const story = detail.getByRole('region', { name: '경과' });

  return {
    seesOneDispatch: (words: string) =>
      expect.poll(() => list.getByRole('option').allInnerTexts(), ARRIVES_WITHIN).toEqual([expect.stringContaining(words)]),
    seesNotice: (...words: readonly string[]) =>
      expect
        .poll(() => detail.getByRole('alert').allInnerTexts(), ARRIVES_WITHIN)
        .toEqual([expect.stringMatching(new RegExp(words.join('[^]*')))]),
    seesCount: (state: string, people: number) =>
      expect.poll(() => tile(state).innerText(), ARRIVES_WITHIN).toMatch(new RegExp(`^${state}\\s+${people}$`)),
    looksAt: (state: string) => tile(state).click(),
    seesRecipient: (name: string, words: string) =>
      expect.poll(() => recipients.getByRole('option').filter({ hasText: name }).innerText(), ARRIVES_WITHIN).toContain(words),
    /** What became of one of those in sight, the request and the receipt apart. */
    readsStory: async (name: string) => {
      await recipients.getByRole('option').filter({ hasText: name }).click();
      await detail.getByRole('radiogroup', { name: '오른쪽에 볼 것' }).getByText('경과').click();
      await expect.poll(() => story.innerText()).toContain(name);
      return story.innerText();
    },
    /** Says what for, and resolves to where the file is. Only the question where to keep it is answered for the marketer, since no test can press a system's own dialog. */
    savesResults: async (app: ElectronApplication, folder: string) => {
      const saved = app.evaluate(
        ({ session }, dir) =>
          new Promise<string>((resolve, reject) => {
            session.defaultSession.once('will-download', (_event, item) => {
              const path = `${dir}/${item.getFilename()}`;
              item.setSavePath(path);
              item.once('done', (_done, state) => (state === 'completed' ? resolve(path) : reject(new Error(`the download was ${state}`))));
            });
          }),
        folder,
      );
      await detail.getByRole('button', { name: 'CSV로 저장' }).click();
      await page.getByRole('dialog', { name: '왜 저장하는지 알려 주세요' }).getByRole('button', { name: '저장하기' }).click();
      return saved;
    },
  };
}
