import { readable } from '../../domain/request-decision/classifier/text-features.ts';
import { seededRandom } from '../../tests/simulate/random.ts';
import type { Data } from './data.ts';
import { shuffled } from './split.ts';

/** What somebody said, and which of so many kinds of utterance it is. */
export type Utterance = Readonly<{ text: string; label: number }>;
export type Utterances = Readonly<{ kinds: number; training: readonly Utterance[]; asked: readonly Utterance[] }>;

const askedShare = 0.1;
const kindsOf3i4k = 7;

/** A line a number and an utterance, separated by a tab. */
export function read3i4k(data: Data, seed: string): Utterances {
  const all = data.lines('ko-3i4k.train_val.tsv').map((line) => {
    const [label = '', text = ''] = line.split('\t');
    return { text, label: Number(label) };
  });
  return { kinds: kindsOf3i4k, ...split(withoutDuplicates(all), seed) };
}

/** Of texts that differ at most in spaces and in how they were typed, the first. */
function withoutDuplicates(all: readonly Utterance[]): readonly Utterance[] {
  const first = new Map<string, Utterance>();
  for (const utterance of all) {
    const key = readable(utterance.text).replaceAll(' ', '');
    if (!first.has(key)) first.set(key, utterance);
  }
  return [...first.values()];
}

function split(all: readonly Utterance[], seed: string): Pick<Utterances, 'training' | 'asked'> {
  const order = shuffled(all, `utterances-${seed}`);
  const asked = Math.round(order.length * askedShare);
  return { asked: order.slice(0, asked), training: order.slice(asked) };
}

const things = ['교환', '환불', '배송', '포장', '색상 변경', '각인', '쿠폰', '재입고', '사이즈', '영수증', '사은품', '수선'];
const places = ['오늘', '내일', '이번 주', '다음 달', '아까', '지난번에', '매장에서', '집에서', '온라인으로', '전화로'];
const people = ['제가', '친구가', '엄마가', '직원분이', '동생이', '고객님이'];
/** Of statements, questions and commands. */
const endings = [
  ['받았어요', '했습니다', '신청했어요', '끝났네요'],
  ['되나요', '언제 되죠', '얼마예요', '가능한가요'],
  ['해 주세요', '부탁드려요', '하지 마세요', '확인해 줘요'],
] as const;
const generated = 4_000;

/** Sentences put together, for a machine without the data: easier than what people say. */
export function generatedUtterances(seed: string): Utterances {
  const random = seededRandom('utterances', seed);
  const all = Array.from({ length: generated }, (_, at) => {
    const label = at % endings.length;
    const said = [random.pick(people), random.pick(places), random.pick(things), random.pick(endings[label] ?? [])];
    return { text: said.join(' '), label };
  });
  return { kinds: endings.length, ...split(withoutDuplicates(all), seed) };
}
