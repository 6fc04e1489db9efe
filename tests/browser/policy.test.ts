import { expect, test } from 'vitest';
import { marketerAt } from '../journey/marketer.ts';
import { inBrowser } from './in-browser.ts';

inBrowser({ journey: 'the content security policy in a browser', given: 'given an open desk' }, (desk) => {
  test('a script put into the page does not run, the worker cannot speak to another server, and both are noticed', async () => {
    const { page, violations } = desk.now();
    await marketerAt(page).seesConnected();
    const before = [...violations];
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      return 'injected' in globalThis;
    });
    const told = await page.workers()[0]?.evaluate(() =>
      fetch('http://127.0.0.2:9/').then(
        () => true,
        () => false,
      ),
    );

    expect(before).toEqual([]);
    expect([ran, told]).toEqual([false, false]);
    await expect.poll(() => violations.length).toBe(2);
  });
});
