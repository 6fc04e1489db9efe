import { ChatEvent } from './chat-event.ts';
import { Consented } from './consented.ts';
import { Identified } from './identified.ts';
import { ProductStated } from './product.ts';
import { z } from './zod.ts';

export const upKinds = ['searched', 'questioned', 'requested', 'identified', 'consented', 'product'] as const;
export const UpKind = z.enum(upKinds);
export type UpKind = z.infer<typeof UpKind>;

/** Everything a chat client may say, over MQTT or HTTP, as a value that carries its `kind`. */
export const UpEvent = z.discriminatedUnion('kind', [...ChatEvent.options, Identified, Consented, ProductStated]);
export type UpEvent = z.infer<typeof UpEvent>;
