import { z } from '../../../contract/zod.ts';
import type { Reply } from '../wire/call.ts';
import { badParameter } from './kakao-errors.ts';

/** What a phone shows of a text; the rest is cut off without a word. */
const shownLetters = 200;

const Link = z.object({ web_url: z.string().optional(), mobile_web_url: z.string().optional() });
const Button = z.object({ title: z.string(), link: Link });
const Content = z.object({ title: z.string(), image_url: z.string().optional(), link: Link, description: z.string().optional() });
const buttons = { buttons: z.array(Button).max(2).optional(), button_title: z.string().optional() };

/** `template_object` of the three that a shop needs. */
const Template = z.discriminatedUnion('object_type', [
  z.object({ object_type: z.literal('text'), text: z.string().min(1), link: Link, ...buttons }),
  z.object({ object_type: z.literal('feed'), content: Content, ...buttons }),
  z.object({
    object_type: z.literal('commerce'),
    content: Content,
    commerce: z.object({
      product_name: z.string().optional(),
      regular_price: z.int(),
      discount_price: z.int().optional(),
      discount_rate: z.int().optional(),
      fixed_discount_price: z.int().optional(),
    }),
    ...buttons,
  }),
  z.object({
    object_type: z.literal('list'),
    header_title: z.string(),
    header_link: Link,
    contents: z.array(Content).min(2).max(3),
    ...buttons,
  }),
]);
type Template = z.infer<typeof Template>;

/** What the phone will show; `cut` where something of it is lost. */
export type Screen = Readonly<{ text: string; cut: boolean }>;

export type Refused = Readonly<{ refused: Reply }>;
const refuse = (msg: string): Refused => ({ refused: badParameter(msg) });

/** Of the three ways to write a message: a default template, one made in the console, a page. */
export function screenOf(form: URLSearchParams, way: 'default' | 'custom' | 'scrap'): Screen | Refused {
  if (way === 'custom') return customScreen(form);
  if (way === 'scrap')
    return URL.canParse(form.get('request_url') ?? '')
      ? { text: form.get('request_url') ?? '', cut: false }
      : refuse('request_url is invalid');
  const template = Template.safeParse(parsed(form.get('template_object')));
  return template.success
    ? defaultScreen(template.data)
    : refuse(`failed to parse parameter. name=template_object, ${template.error.issues[0]?.path.join('.')}`);
}

function customScreen(form: URLSearchParams): Screen | Refused {
  const id = Number(form.get('template_id'));
  const args = z.record(z.string(), z.string()).safeParse(parsed(form.get('template_args') ?? '{}'));
  if (!Number.isInteger(id) || id <= 0) return refuse('template_id is invalid');
  return args.success
    ? { text: [`template ${id}`, ...Object.values(args.data)].join('\n'), cut: false }
    : refuse('template_args is invalid');
}

function defaultScreen(template: Template): Screen {
  if (template.object_type === 'text') {
    const { text } = template;
    return { text: [...text].slice(0, shownLetters).join(''), cut: [...text].length > shownLetters };
  }
  return { text: linesOf(template).join('\n'), cut: false };
}

function linesOf(template: Exclude<Template, { object_type: 'text' }>): readonly string[] {
  if (template.object_type === 'list') return [template.header_title, ...template.contents.map(({ title }) => title)];
  const { title, description } = template.content;
  const price =
    template.object_type === 'commerce'
      ? [`${(template.commerce.discount_price ?? template.commerce.regular_price).toLocaleString('ko-KR')}원`]
      : [];
  return [title, ...(description ? [description] : []), ...price];
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
