import { decide } from '../../domain/request-decision/decide.ts';

const messages = [
  '로그인이 안 돼요',
  '주문 취소할게요... 아니다, 선물 포장만 부탁드려도 될까요?',
  '결제 화면에서 쿠폰이 적용이 안 됩니다 ㅠㅠ',
  '취소할게요. 아, 아니에요 내일까지 받을 수 있으면 부탁드려요',
  '앱에서 배송 조회가 안 되네요',
  '블루투스 연결이 안 돼요',
];

/** Messages that the rules leave to a person, with what the rules say of them. */
export const requestDoubts = messages.map((message) => {
  const { rule, span, words = [] } = decide({ text: message, productId: '', product: undefined });
  return { message, rule, words, ...(span && { span }) };
});
