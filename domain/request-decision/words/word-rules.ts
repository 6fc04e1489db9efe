import type { Finding } from '../rule.ts';
import { isSaid, type Reading, type ReadWord } from './read-words.ts';

type WordRule = Readonly<{ id: string; version: number; judge: (reading: Reading) => Finding | undefined }>;

const finding = (outcome: Finding['outcome'], words: readonly ReadWord[]): Finding | undefined => {
  const [first] = words;
  return first && { outcome, span: first.span, words: words.map(({ typed }) => typed) };
};

const said = ({ words }: Reading, kind: ReadWord['kind']) => words.filter((word) => word.kind === kind && isSaid(word));

/** Somebody else said so, or a thing does not work: it stands where nothing is asked for in spite of it. */
const isWeak = ({ kind, scope }: ReadWord): boolean => kind === 'fails' || (kind === 'refuses' && scope === 'told');
const strong = ({ words }: Reading) => words.filter(({ kind, scope }) => kind === 'refuses' && scope === 'open');
const weak = ({ words }: Reading) => words.filter((word) => isSaid(word) && isWeak(word));
const refusing = (reading: Reading) => reading.words.filter((word) => isSaid(word) && word.kind !== 'withdraws');

/** What the words of a message come to, in the order in which it is asked; the first that finds something stands. */
export const wordRules: readonly WordRule[] = [
  {
    id: 'words.withdrawalDoubted',
    version: 1,
    judge: (reading) => (reading.asksAfter ? finding('review', said(reading, 'withdraws')) : undefined),
  },
  { id: 'words.withdrawal', version: 1, judge: (reading) => finding('refuse', said(reading, 'withdraws')) },
  { id: 'words.refusal', version: 1, judge: (reading) => (strong(reading).length > 0 ? finding('refuse', refusing(reading)) : undefined) },
  { id: 'words.asksAnyway', version: 1, judge: (reading) => (reading.asks ? finding('approve', weak(reading)) : undefined) },
  { id: 'words.fault', version: 1, judge: (reading) => (reading.isFault ? finding('review', weak(reading)) : undefined) },
  { id: 'words.failure', version: 1, judge: (reading) => finding('refuse', weak(reading)) },
  {
    id: 'words.takenBack',
    version: 1,
    judge: ({ words }) =>
      finding(
        'approve',
        words.filter((word) => !isSaid(word)),
      ),
  },
];
