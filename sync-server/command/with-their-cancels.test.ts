import { expect, test } from 'vitest';
import { aCommand, aPatch, aUlid } from '../../contract/testing/build-command.ts';
import { withTheirCancels } from './with-their-cancels.ts';

const dispatch = () => aCommand({ kind: 'requestDispatch', recipients: [{ userId: '39', productIds: ['001'] }] });
const cancelOf = (dispatchId: string) => aCommand({ kind: 'cancelDispatch', dispatchId });

test('given a dispatch and its cancel with others between and around, the two are one and every other is by itself', () => {
  const [first, cancelled, other, last] = [aCommand(aPatch()), dispatch(), dispatch(), aCommand(aPatch())];
  const cancel = cancelOf(cancelled.id);

  expect(withTheirCancels([first, cancelled, other, cancel, last])).toEqual([[first], [cancelled, cancel], [other], [last]]);
});

test('given a cancel of what is not in the request, or stands behind it, it is by itself', () => {
  const late = dispatch();
  const [foreign, early] = [cancelOf(aUlid()), cancelOf(late.id)];

  expect(withTheirCancels([foreign, early, late])).toEqual([[foreign], [early], [late]]);
});
