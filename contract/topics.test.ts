import { expect, test } from 'vitest';
import { downKinds } from './down-message.ts';
import { downTopic, matchDownFilter, matchUpTopic, parseUsername, upTopic } from './topics.ts';
import { upKinds } from './up-event.ts';

const me = { workspace: 'shop', client: 'chatbot' };

test.each(upKinds)('given a topic built for %s, matches it again', (kind) => {
  expect(matchUpTopic(me, upTopic(me, kind))).toEqual({ match: 'kind', kind });
});

test.each([
  'talklens/v1/shop/other/up/searched',
  'talklens/v1/other/chatbot/up/searched',
  'talklens/v1/shop/chatbot/down/accepted',
  'talklens/v1/shop/chatbot/up/searched/more',
  'talklens/v1/shop/chatbot/up/',
  'talklens/v1/shop/chatbot/up/+',
  'talklens/v1/shop/chatbot/up/#',
  'talklens/v1/shop/chatbot/up/searched\0',
  'talklens/v1/shop/chatbot/up/searched\uFFFD',
  'talklens/v1/shop/../shop/chatbot/up/searched',
  ' talklens/v1/shop/chatbot/up/searched',
  'talklens/v2/shop/chatbot/up/searched',
  '$SYS/broker',
  '',
])('given the topic %j, it is foreign (I3: door)', (topic) => {
  expect(matchUpTopic(me, topic)).toEqual({ match: 'foreign' });
});

test('given an unknown kind under its own up, says so (I3: quarantine, not the door)', () => {
  expect(matchUpTopic(me, 'talklens/v1/shop/chatbot/up/danced')).toEqual({ match: 'unknownKind' });
});

test.each([...downKinds.map((kind) => downTopic(me, kind)), 'talklens/v1/shop/chatbot/down/+', 'talklens/v1/shop/chatbot/down/#'])(
  'given its own filter %s, a client may subscribe',
  (filter) => {
    expect(matchDownFilter(me, filter)).toBe(true);
  },
);

test.each([
  '#',
  '+/v1/shop/chatbot/down/accepted',
  'talklens/v1/shop/+/down/accepted',
  'talklens/v1/shop/other/down/#',
  '$share/g/talklens/v1/shop/chatbot/down/#',
  'talklens/v1/shop/chatbot/down',
  'talklens/v1/shop/chatbot/#',
  'talklens/v1/shop/chatbot/down/#/x',
  'talklens/v1/shop/chatbot/up/searched',
])('given the foreign filter %s, a client may not', (filter) => {
  expect(matchDownFilter(me, filter)).toBe(false);
});

test.each([
  ['shop/chatbot', me],
  ['shop', null],
  ['shop/chatbot/x', null],
  ['sh op/chatbot', null],
  ['/', null],
  ['', null],
])('given the username %j, reads %j', (text, principal) => {
  expect(parseUsername(text)).toEqual(principal);
});
