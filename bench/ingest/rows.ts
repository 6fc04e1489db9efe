import { measureNowhere, measureRival } from './measure-mosquitto.ts';
import { measureEmbedded, measureOnPostgres, measureRawStore } from './measure-ours.ts';
import { type Ground, loadOf, type Measured, naiveShare } from './measured.ts';

export const rowNames = ['nowhere', 'naive', 'telegraf-like', 'raw-store', 'embedded', 'postgres'] as const;
export type RowName = (typeof rowNames)[number];

export const rowTitles: Readonly<Record<RowName, string>> = {
  nowhere: 'Mosquitto to nowhere',
  naive: 'Mosquitto + row by row into PostgreSQL',
  'telegraf-like': 'Mosquitto + batches into PostgreSQL',
  'raw-store': 'Talklens: the store alone, batch 500',
  embedded: 'Talklens: the server as shipped',
  postgres: 'Talklens: the server on PostgreSQL',
};

export const rows: Readonly<Record<RowName, (ground: Ground) => Promise<Measured>>> = {
  nowhere: measureNowhere,
  naive: (ground) => measureRival(ground, 'row-by-row', loadOf(ground.options, naiveShare)),
  'telegraf-like': (ground) => measureRival(ground, 'batches', loadOf(ground.options)),
  'raw-store': measureRawStore,
  embedded: (ground) => measureEmbedded(ground),
  postgres: measureOnPostgres,
};
