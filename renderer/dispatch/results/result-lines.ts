import type { FailureCode } from '../../../contract/failure.ts';
import { groupOf, type ItemGroup } from '../../../domain/dispatching/item-group.ts';
import type { CsvCell } from '../../../domain/export/csv-text.ts';
import type { ItemView } from '../../replica/desk.ts';
import { type ReceiveStatus, type RequestStatus, receiveStatus, requestStatus } from './item-status.ts';

/** In the order of the columns. */
export const resultColumns = [
  'name',
  'userId',
  'phone',
  'products',
  'state',
  'reason',
  'request',
  'receive',
  'sentAt',
  'endedAt',
  'attempts',
  'code',
] as const;

/** How a desk's language says things. */
export type ResultWords = Readonly<{
  column: (name: (typeof resultColumns)[number]) => string;
  state: (group: ItemGroup) => string;
  reason: (code: FailureCode) => string;
  request: (status: RequestStatus) => string;
  receive: (status: ReceiveStatus) => string;
}>;

/** One line a recipient, after the heading. Numbers of phones are masked already: no whole one reaches a screen. Times are Seoul's. */
export const resultLines = (items: readonly ItemView[], words: ResultWords): readonly (readonly CsvCell[])[] => [
  resultColumns.map(words.column),
  ...items.map((item) => [
    item.name,
    item.userId,
    item.maskedPhone,
    item.productNames.join(' / '),
    words.state(groupOf(item.state)),
    item.reason && words.reason(item.reason),
    words.request(requestStatus(item)),
    words.receive(receiveStatus(item)),
    item.acceptedAt === undefined ? undefined : seoulTime(item.acceptedAt),
    seoulTime(item.at),
    item.attempt,
    item.rawCode,
  ]),
];

const seoulOffsetMs = 9 * 3_600_000;

/** `2026-11-23 14:05:09`: what every spreadsheet takes for a time. */
export const seoulTime = (at: number): string =>
  new Date(at + seoulOffsetMs).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replace('T', ' ');
