import { kstDay } from '../../../domain/time/kst.ts';
import { letters } from '../world/new-id.ts';
import type { World } from '../world/world.ts';
import { findFlaw } from './check-message.ts';
import { type Group, type StoredMessage, wasRegistered } from './group.ts';

/** Everything that Solapi keeps for the shop. */
export class Shop {
  readonly world: World;
  readonly groups = new Map<string, Group>();
  /** All messages, oldest first. */
  readonly messages = new Map<string, StoredMessage>();
  readonly files = new Map<string, Readonly<{ type: string; link?: string }>>();

  constructor(world: World) {
    this.world = world;
  }

  newId(kind: string): string {
    const now = this.world.clock.now();
    const day = kstDay(now).replaceAll('-', '');
    return `${kind}4V${day}${String(now % 86_400_000).padStart(8, '0')}${letters(this.world.random, 12)}`;
  }

  openGroup(options: Pick<Group, 'allowDuplicates' | 'customFields'> & Readonly<{ appId?: string }>): Group {
    const now = this.world.clock.now();
    const group: Group = {
      ...options,
      groupId: this.newId('G'),
      dateCreated: now,
      dateUpdated: now,
      messages: new Map(),
      recipients: new Set(),
      status: 'PENDING',
      unreported: 0,
      requestedKrw: 0,
      replacementKrw: 0,
      refundedKrw: 0,
    };
    this.groups.set(group.groupId, group);
    return group;
  }

  /** Registers one message for one recipient, refused ones too. */
  register(group: Group, said: Readonly<Record<string, unknown>>, to: string): StoredMessage {
    const flaw = this.#flawOf(group, said, to);
    const now = this.world.clock.now();
    const message: StoredMessage = {
      messageId: this.newId('M'),
      groupId: group.groupId,
      to,
      from: String(said.from ?? ''),
      type: String(said.type ?? 'LMS'),
      customFields: (said.customFields ?? {}) as Record<string, string>,
      said,
      statusCode: flaw?.statusCode ?? '2000',
      ...(flaw?.reason && { reason: flaw.reason }),
      dateCreated: now,
      dateUpdated: now,
      replaced: false,
    };
    group.messages.set(message.messageId, message);
    this.messages.set(message.messageId, message);
    group.dateUpdated = now;
    if (wasRegistered(message)) group.recipients.add(to);
    return message;
  }

  #flawOf(group: Group, said: Readonly<Record<string, unknown>>, to: string) {
    if (!group.allowDuplicates && group.recipients.has(to)) return { statusCode: '1026' } as const;
    if (this.world.fates.of(to) === 'quota') return { statusCode: '4138' } as const;
    return findFlaw(said, to, { hasFile: (id) => this.files.has(id), isDenied: (number) => this.world.denials.has(number) });
  }

  remove(group: Group, messageId: string): boolean {
    const message = group.messages.get(messageId);
    if (!message) return false;
    group.messages.delete(messageId);
    this.messages.delete(messageId);
    group.recipients.delete(message.to);
    return true;
  }
}
