import type { KakaoMessage } from '../../../contract/dispatch.ts';
import { type Bubble, buttonLabel, toBubble, usualWords } from '../../../domain/dispatching/content/bubble.ts';
import type { CommerceCard } from '../../../domain/dispatching/content/commerce-card.ts';
import { dialled } from '../calling/dialled.ts';
import type { Batch, BatchItem } from '../send-adapter.ts';

export type NhnChannel = Readonly<{
  /** Of the sending profile: 40 characters. */
  senderKey: string;
}>;

/** Addresses that images of products have at NHN Cloud, by the product's own. */
export type ImageUrls = ReadonlyMap<string, string>;

/**
 * One request: the same bubble to everybody who gets the same. `senderGroupingKey` and `recipientGroupingKey` are what the list
 * and the webhook give back, and so how a message is found again. Text messages never stand in.
 */
export function toNhnRequest(
  batch: Batch,
  items: readonly BatchItem[],
  message: KakaoMessage,
  { senderKey }: NhnChannel,
  images: ImageUrls,
): object {
  const bubble = toBubble(message);
  return {
    senderKey,
    chatBubbleType: bubble.kind,
    pushAlarm: true,
    adult: false,
    ...toContent(bubble, images),
    recipientList: items.map(({ itemId, phone = '' }) => ({
      recipientNo: dialled(phone),
      targeting: 'I',
      resendParameter: { isResend: false },
      recipientGroupingKey: itemId,
    })),
    senderGroupingKey: batch.batchId,
  };
}

/** One request of AlimTalk: one template to everybody, each with their own variables. Text messages never stand in. */
export const toNhnAlimTalk = (
  { batchId }: Batch,
  items: readonly BatchItem[],
  templateCode: string,
  { senderKey }: NhnChannel,
): object => ({
  senderKey,
  templateCode,
  recipientList: items.map(({ itemId, phone = '', message }) => ({
    recipientNo: dialled(phone),
    templateParameter: message.template?.variables ?? {},
    resendParameter: { isResend: false },
    recipientGroupingKey: itemId,
  })),
  senderGroupingKey: batchId,
});

function toContent(bubble: Bubble, images: ImageUrls): object {
  if (bubble.kind === 'COMMERCE') {
    const { card, additionalContent } = bubble;
    const image = { imageUrl: images.get(card.imageUrl), imageLink: card.link };
    return { additionalContent, image, commerce: toCommerce(card), buttons: [toButton(card)] };
  }
  const { intro, cards } = bubble;
  const head = intro && { ...intro, imageUrl: images.get(cards[0]?.imageUrl ?? '') };
  return { carousel: { ...(head && { head }), list: cards.map((card) => toListed(card, images)) } };
}

/** Of a listed product `additionalContent` is not optional here. */
const toListed = (card: CommerceCard, images: ImageUrls) => ({
  additionalContent: usualWords,
  imageUrl: images.get(card.imageUrl),
  imageLink: card.link,
  buttons: [toButton(card)],
  commerce: toCommerce(card),
});

const toCommerce = ({ imageUrl: _image, link: _link, ...commerce }: CommerceCard) => commerce;

const toButton = ({ link }: CommerceCard) => ({ name: buttonLabel, type: 'WL', linkMo: link, linkPc: link });
