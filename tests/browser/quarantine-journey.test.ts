import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { marketerAt } from '../journey/marketer.ts';
import { messageFixerAt } from '../journey/message-fixer.ts';
import { sayEvents } from '../journey/say-events.ts';
import { inBrowser } from './in-browser.ts';

const search = { kind: 'searched', chatId: 'chat-1', userId: 'user-39', productId: 'tent-1' };

inBrowser({ journey: 'messages in quarantine in a browser', given: 'given messages that could not be read' }, (desk) => {
  test('one is corrected and becomes a lead, one is thrown away, the history says who did both, and offline it is said why not', async () => {
    await sayEvents(desk.place(), [
      { ...search, eventId: randomUUID(), occurredAt: '어제' },
      { ...search, kind: 'danced', eventId: randomUUID(), occurredAt: 1 },
    ]);
    const { page } = desk.now();
    const marketer = marketerAt(page);
    const fixer = messageFixerAt(page);
    await marketer.seesConnected();

    await marketer.goesTo('활동');
    await fixer.looksAt('격리된 메시지');
    await fixer.seesMessages(2);
    await fixer.opens('항목이 규격과 다름');
    await fixer.readsInMessage('occurredAt 항목의 값이 맞지 않아요');
    await fixer.mayNotSendYet();
    await marketer.photographs('browser-quarantine');
    await fixer.presses('도착한 시각 넣기');
    await fixer.readsInMessage('보낼 수 있어요');
    await fixer.sendsCorrected();
    await fixer.isTold('메시지를 보냈어요');

    await fixer.opens('모르는 종류');
    await fixer.leaves();
    await fixer.opens('모르는 종류');
    await fixer.writes('{ "kind": "searched", ');
    await fixer.isAskedBeforeLeaving();
    await fixer.readsInMessage('JSON 형식이 아니에요');
    await fixer.mayNotSendYet();
    await fixer.throwsAway();
    await fixer.isTold('격리된 메시지가 없어요');

    await fixer.looksAt('기록');
    await fixer.isTold('chatbot의 격리된 메시지를 고쳐서 보냈어요');
    await fixer.isTold('chatbot의 격리된 메시지를 버렸어요');
    await marketer.photographs('browser-activity');
    await marketer.goesTo('리드');
    await marketer.seesLeads(1);

    await desk.serverStops();
    await marketer.seesOffline();
    await marketer.goesTo('활동');
    await fixer.isTold('chatbot의 격리된 메시지를 고쳐서 보냈어요');
    await fixer.looksAt('격리된 메시지');
    await fixer.isTold('연결되면 볼 수 있어요');
    expect(desk.violations()).toEqual([]);
  });
});
