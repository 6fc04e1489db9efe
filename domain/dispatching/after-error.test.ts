import { expect, test } from 'vitest';
import { anItem } from '../../contract/testing/build-document.ts';
import { afterError, mostAttempts } from './after-error.ts';
import type { SendError } from './send-error.ts';

const unread: SendError = { class: 'transient', code: 'IMAGE_UNREAD', reason: 'content.image', text: '', mayHaveSent: false };
const lastTry = anItem({ failures: mostAttempts - 1 });

test('given what may be over soon, it is tried again, and given up in the end for what stood in its way', () => {
  expect(afterError(anItem(), unread, 0)).toMatchObject({ step: 'released' });
  expect(afterError(lastTry, unread, 0)).toEqual({ step: 'failed', reason: 'content.image' });
});

test('given what is of no use to try again, its own reason is said, and the provider is named only for what it refused', () => {
  expect(afterError(anItem(), { ...unread, class: 'invalid_request' }, 0)).toEqual({ step: 'failed', reason: 'content.image' });
  const { reason: _ours, ...theirs } = unread;
  expect(afterError(anItem(), { ...theirs, class: 'invalid_request' }, 0)).toEqual({ step: 'failed', reason: 'provider.rejected' });
  expect(afterError(lastTry, theirs, 0)).toEqual({ step: 'failed', reason: 'provider.rejected' });
});

test('given a call that may have sent, it is neither given up nor tried again, whatever its reason (I7)', () => {
  expect(afterError(lastTry, { ...unread, mayHaveSent: true }, 0)).toEqual({ step: 'ambiguous', reason: 'provider.unknownResult' });
});
