import { Label } from '../text.ts';
import { EpochMs } from '../time.ts';
import { z } from '../zod.ts';
import { NoticeTemplate } from './notice-template.ts';
import { policyHead } from './policy-head.ts';

/** When KakaoTalk takes brand messages, in minutes of the Asia/Seoul day: 08:00 to 20:50. A shop may send within less, never outside. */
export const brandWindow = { fromMinute: 8 * 60, toMinute: 20 * 60 + 50 } as const;

/** More categories than this in one policy would be read by nobody. */
const mostCategories = 200;

/** Minutes of the Asia/Seoul day, `fromMinute` included and `toMinute` not. */
export const SendWindow = z
  .strictObject({
    fromMinute: z.int().min(brandWindow.fromMinute),
    toMinute: z.int().max(brandWindow.toMinute),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, 'begins before it ends');
export type SendWindow = z.infer<typeof SendWindow>;

/** Who carries the messages for the shop (정보통신망법 제50조의3). `certifiedUntil`: the end of its certificate as a sender, where it has one. */
const Processor = z.strictObject({ name: Label, certifiedUntil: EpochMs.optional() });

const rules = {
  id: z.literal('sending'),
  /** Who sends, how to reach them, and how to opt out at no cost: an 080 number or a link. Absent until the shop has said it (제50조 제4항). */
  senderName: Label.optional(),
  senderContact: Label.optional(),
  freeOptOut: Label.optional(),
  /** Messages to one phone number in an Asia/Seoul day, and in seven of them in a row. */
  capPerDay: z.int().min(1).max(100),
  capPerWeek: z.int().min(1).max(700),
  /** The same product goes to the same number at most once in so many Asia/Seoul days; 0: again at once. */
  repeatDays: z.int().min(0).max(365),
  window: SendWindow,
  /** Whether a purchase within six months stands for a consent, for its category (제50조 제1항 제1호). */
  transactionException: z.boolean(),
  /** Never advertised, whoever agreed (제50조의8); in code unit order, each once. */
  prohibitedCategories: z
    .array(Label)
    .max(mostCategories)
    .refine((all) => all.every((category, i) => i === 0 || (all[i - 1] ?? '') < category), 'categories in order, each once'),
  /** What the shop pays for one message, in whole won; estimates only. */
  priceKrw: z.int().min(0).max(10_000),
  processor: Processor.optional(),
  /** Whether a text message may stand in for what KakaoTalk does not deliver, to those who agreed to text messages too; absent: never. */
  smsStandIn: z.literal(true).optional(),
  /** By which results of consents are told (제50조 제7항); without one they are told by hand. */
  noticeTemplate: NoticeTemplate.optional(),
  /** Whether a consent that was not confirmed within two years is not sent to any more (제50조 제8항 asks only that it be confirmed). */
  reconfirmBlocks: z.boolean(),
};

/** How a shop sends promotions, as a marketer sets it. */
export const SendingRules = z.strictObject(rules);
export type SendingRules = z.infer<typeof SendingRules>;

export const SendingPolicy = z.strictObject({ ...rules, ...policyHead });
export type SendingPolicy = z.infer<typeof SendingPolicy>;
