import type { KakaoMessage } from '../../../contract/dispatch.ts';
import { type Bubble, buttonLabel, toBubble } from '../../../domain/dispatching/content/bubble.ts';
import type { CommerceCard } from '../../../domain/dispatching/content/commerce-card.ts';
import { dialled } from '../calling/dialled.ts';

/** The shop's channel and number, as registered at Solapi. */
export type SolapiChannel = Readonly<{
  /** The id that Solapi gave the Kakao channel. */
  pfId: string;
  /** A registered sender number. */
  from: string;
}>;

/** An image of a product, by its address, as stored at Solapi. */
export type ImageIds = ReadonlyMap<string, string>;

type Addressed = Readonly<{ itemId: string; phone: string; message: KakaoMessage }>;

/**
 * One Brand Message to a friend of the channel (targeting I), as an advertisement: Kakao draws its mark and the opt-out line.
 * Where a text message may stand in, `text` is what it says, with both written out.
 */
export function toSolapiMessage({ itemId, phone, message }: Addressed, { pfId, from }: SolapiChannel, images: ImageIds): object {
  return {
    to: dialled(phone),
    from: dialled(from),
    type: 'BMS_FREE',
    ...(message.standIn && { text: message.text }),
    customFields: { itemId },
    kakaoOptions: { pfId, disableSms: !message.standIn, adFlag: true, bms: toBms(toBubble(message), images) },
  };
}

function toBms(bubble: Bubble, images: ImageIds): object {
  const common = { targeting: 'I', chatBubbleType: bubble.kind, adult: false };
  if (bubble.kind === 'COMMERCE') {
    const { card, additionalContent } = bubble;
    return {
      ...common,
      imageId: images.get(card.imageUrl),
      imageLink: card.link,
      additionalContent,
      commerce: toCommerce(card),
      buttons: [toButton(card)],
    };
  }
  const { intro, cards } = bubble;
  const head = intro && { ...intro, imageId: images.get(cards[0]?.imageUrl ?? '') };
  return { ...common, carousel: { ...(head && { head }), list: cards.map((card) => toListed(card, images)) } };
}

const toListed = (card: CommerceCard, images: ImageIds) => ({
  commerce: toCommerce(card),
  imageId: images.get(card.imageUrl),
  imageLink: card.link,
  buttons: [toButton(card)],
});

const toCommerce = ({ imageUrl: _image, link: _link, ...commerce }: CommerceCard) => commerce;

const toButton = ({ link }: CommerceCard) => ({ linkType: 'WL', name: buttonLabel, linkMobile: link, linkPc: link });

/** Information by a template that Kakao has approved, and its variables by name. */
type AlimTalk = Readonly<{ itemId: string; phone: string; template: NonNullable<KakaoMessage['template']> }>;

/** One AlimTalk: information that a person waits for, never an advertisement. No text message stands in. */
export function toAlimTalk({ itemId, phone, template }: AlimTalk, { pfId, from }: SolapiChannel): object {
  const variables = Object.fromEntries(Object.entries(template.variables).map(([name, value]) => [`#{${name}}`, value]));
  return {
    to: dialled(phone),
    from: dialled(from),
    type: 'ATA',
    customFields: { itemId },
    kakaoOptions: { pfId, templateId: template.code, variables, disableSms: true },
  };
}
