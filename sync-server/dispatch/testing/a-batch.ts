import { aProduct } from '../../../contract/testing/build-document.ts';
import { composeMessage } from '../../../domain/dispatching/compose-message.ts';
import type { Batch, BatchItem } from '../send-adapter.ts';

export const aMessage = (count = 1) =>
  composeMessage(
    Array.from({ length: count }, (_, index) => aProduct({ productId: `00${index}`, imageUrl: `https://shop.example/${index}.png` })),
    { text: '겨울 준비하세요', sender: { name: '하늘상점', contact: '02-1234-5678', freeOptOut: '080-123-4567' } },
  );

/** What became of somebody's word, as an AlimTalk. */
export const aNotice = (code: string, 내용 = '카카오톡 광고 수신 거부'): BatchItem['message'] => ({
  text: `${내용}: 처리 완료`,
  cards: [],
  template: { code, variables: { 내용, 날짜: '2026년 11월 23일' } },
});

export const anItem = (itemId: string, change: Partial<BatchItem> = {}): BatchItem => ({
  itemId,
  attempt: 1,
  userId: itemId,
  phone: `010-0000-00${itemId}`,
  kakaoUuid: `uuid-${itemId}`,
  message: aMessage(),
  ...change,
});

export const aBatch = (items: readonly BatchItem[], change: Partial<Batch> = {}): Batch => ({
  workspace: 'shop',
  batchId: 'batch-1',
  dispatchId: '01JD0000000000000000000000',
  items,
  ...change,
});
