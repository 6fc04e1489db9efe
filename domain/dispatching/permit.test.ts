import { expect, test } from 'vitest';
import { aPerson, aProduct } from '../../contract/testing/build-document.ts';
import { permit } from './permit.ts';

const { phone: _phone, ...unreachable } = aPerson();

test('given consent, a contact and a product in stock, may be sent', () => {
  expect(permit(aPerson(), [aProduct()])).toEqual({ sendable: true });
});

test.each([
  ['nobody we know', undefined, [aProduct()], 'consent.missing'],
  ['no consent', aPerson({ consents: [] }), [aProduct()], 'consent.missing'],
  ['no way to reach them', unreachable, [aProduct()], 'contact.missing'],
  ['a product nobody knows', aPerson(), [undefined], 'product.unknown'],
  ['a product out of stock', aPerson(), [aProduct({ inStock: false })], 'product.outOfStock'],
])('given %s, is left out with that reason (I8)', (_why, person, products, reason) => {
  expect(permit(person, products)).toEqual({ sendable: false, reason });
});
