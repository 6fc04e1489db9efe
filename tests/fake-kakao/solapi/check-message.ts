import { z } from '../../../contract/zod.ts';
import { account } from './account.ts';
import { Brand, imagesOf } from './check-brand.ts';
import type { StatusCode } from './status-codes.ts';

/** What is wrong with one message before it is sent. */
export type Flaw = Readonly<{ statusCode: StatusCode; reason?: string }>;

/** What the check needs to know of the account. */
export type Known = Readonly<{ hasFile(id: string): boolean; isDenied(to: string): boolean }>;

const phones = /^\d{8,12}$/;
const types = /^(SMS|LMS|MMS|ATA|BMS_[A-Z_]+)$/;
const longestFieldName = 30;
const longestFieldValue = 100;

const CustomFields = z.record(z.string().max(longestFieldName), z.string().max(longestFieldValue));
const KakaoOptions = z.object({
  pfId: z.string(),
  templateId: z.string().optional(),
  disableSms: z.boolean().optional(),
  adFlag: z.boolean().optional(),
  variables: z.record(z.string(), z.string()).optional(),
  bms: z.unknown().optional(),
});

/** The first flaw that Solapi would find. */
export function findFlaw(said: Readonly<Record<string, unknown>>, to: string, known: Known): Flaw | undefined {
  if (!said.from || !to) return { statusCode: '1010' };
  if (!phones.test(to) || !phones.test(String(said.from))) return { statusCode: '1011', reason: '전화번호는 숫자만 쓸 수 있습니다.' };
  if (said.from !== account.from) return { statusCode: '1062' };
  if (said.customFields !== undefined && !CustomFields.safeParse(said.customFields).success) return { statusCode: '1032' };
  if (known.isDenied(to)) return { statusCode: '1061' };
  const type = String(said.type ?? 'LMS');
  if (!types.test(type)) return { statusCode: '1025' };
  return type === 'ATA' || type.startsWith('BMS_') ? findKakaoFlaw(said, type, known) : findTextFlaw(said);
}

const findTextFlaw = ({ text }: Readonly<Record<string, unknown>>): Flaw | undefined =>
  typeof text === 'string' && text !== '' ? undefined : { statusCode: '1010' };

function findKakaoFlaw(said: Readonly<Record<string, unknown>>, type: string, known: Known): Flaw | undefined {
  const options = KakaoOptions.safeParse(said.kakaoOptions);
  if (!options.success || options.data.pfId !== account.pfId) return { statusCode: '1041' };
  if (type === 'ATA') return findTemplateFlaw(options.data);
  const brand = Brand.safeParse(options.data.bms);
  if (!brand.success) return toFlaw(brand.error);
  if (brand.data.chatBubbleType === 'TEXT' && !brand.data.content && findTextFlaw(said)) return { statusCode: '1010' };
  return imagesOf(brand.data).every(known.hasFile) ? undefined : { statusCode: '1034' };
}

function findTemplateFlaw({ templateId, variables = {} }: z.infer<typeof KakaoOptions>): Flaw | undefined {
  if (templateId !== account.templateId) return { statusCode: '1042' };
  const dotted = Object.keys(variables).some((name) => name.includes('.'));
  return dotted ? { statusCode: '1011', reason: '변수 이름에는 점(.)을 쓸 수 없습니다.' } : undefined;
}

function toFlaw({ issues }: z.ZodError): Flaw {
  const [issue] = issues;
  const at = issue?.path.join('.') ?? '';
  return { statusCode: at.includes('buttons') ? '1044' : '1011', reason: `${at}: ${issue?.message}` };
}

/** M and N reach people who are no friends of the channel; a channel needs Kakao's approval for that, which this one does not have. */
export function isTargetingAllowed(said: Readonly<Record<string, unknown>>): boolean {
  const options = KakaoOptions.safeParse(said.kakaoOptions);
  const brand = options.success ? Brand.safeParse(options.data.bms) : undefined;
  return brand?.success !== true || brand.data.targeting === 'I';
}

/** Whether a text message may stand in: only where the sender said so by not saying otherwise. */
export function allowsSms(said: Readonly<Record<string, unknown>>): boolean {
  const options = KakaoOptions.safeParse(said.kakaoOptions);
  return options.success && options.data.disableSms !== true;
}
