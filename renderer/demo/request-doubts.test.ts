import { expect, test } from 'vitest';
import { decide } from '../../domain/request-decision/decide.ts';
import { requestDoubts } from './request-doubts.ts';

test.each(requestDoubts)('given "$message" in the demo, the rules leave it to a person', ({ message }) => {
  expect(decide({ text: message, productId: '', product: undefined }).outcome).toBe('review');
});
