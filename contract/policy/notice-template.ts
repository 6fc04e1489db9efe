import { z } from '../zod.ts';

/** What stands behind `#{...}` in the shop's template: who sends, what was said, when, and what became of it (정보통신망법 시행령 제62조의2). */
export const noticeVariables = ['보내는이', '내용', '날짜', '결과'] as const;
export type NoticeVariable = (typeof noticeVariables)[number];

/** Of an AlimTalk, its variables filled in; a template leaves room for them. */
export const mostTemplateLetters = 1_000;

/** Those that change from person to person; who sends, and that all is done, may be words of the template. */
const needed: readonly NoticeVariable[] = ['내용', '날짜'];

const variablesIn = (text: string): readonly string[] => [...text.matchAll(/#\{([^{}]*)\}/g)].map(([, name = '']) => name);

/** An AlimTalk template that Kakao has approved for telling somebody what became of their consent, letter for letter as it was approved. */
export const NoticeTemplate = z.strictObject({
  /** What the provider calls it: Solapi's template id, NHN Cloud's template code. */
  code: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  text: z
    .string()
    .min(1)
    .max(mostTemplateLetters)
    .refine((text) => !text.includes('\u0000'), 'no NUL')
    .refine((text) => needed.every((name) => variablesIn(text).includes(name)), 'says what was said, and when')
    .refine((text) => variablesIn(text).every((name) => noticeVariables.some((known) => known === name)), 'variables that are known'),
});
export type NoticeTemplate = z.infer<typeof NoticeTemplate>;
