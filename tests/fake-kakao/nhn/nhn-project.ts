import { letters } from '../world/new-id.ts';
import type { World } from '../world/world.ts';
import type { Recipient } from './nhn-body.ts';

/** One message to one recipient, as NHN Cloud keeps it. */
export interface Sent {
  readonly requestId: string;
  /** From 1, in the order of the recipients. */
  readonly recipientSeq: number;
  readonly kind: 'BRAND_MESSAGE_NORMAL' | 'ALIMTALK_NORMAL';
  readonly chatBubbleType: string;
  readonly templateCode?: string;
  readonly recipient: Recipient;
  readonly senderGroupingKey?: string;
  /** When it was asked to go out; epoch ms. */
  readonly requestedAt: number;
  readonly createdAt: number;
  readonly text: string;
  readonly images: readonly string[];
  cancelled: boolean;
  /** Of the reception, once it is known. */
  resultCode?: string;
  receivedAt?: number;
  replaced: boolean;
}

/** Everything that NHN Cloud keeps for the project. */
export class NhnProject {
  readonly world: World;
  readonly sent: Sent[] = [];
  readonly images = new Set<string>();
  /** Idempotency keys of the last ten minutes, and when each was used. */
  readonly keys = new Map<string, number>();

  constructor(world: World) {
    this.world = world;
  }

  newRequestId(): string {
    const now = this.world.clock.now();
    return `${new Date(now).toISOString().slice(0, 19).replaceAll(/\D/g, '')}${letters(this.world.random, 12)}`;
  }
}
