import type { SettleItem } from '../../contract/command/settle-item.ts';
import { foldItem } from '../../domain/dispatching/item-step.ts';
import { stepFoundOut } from '../../domain/dispatching/settle-item.ts';
import { toItemFact } from '../facts/item-fact.ts';
import { toNoticeFacts } from '../facts/notice-fact.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';

/** A person decides what nobody could find out (I7). */
export async function settleItem({ itemId, was }: SettleItem, context: CommandContext): Promise<Judgement> {
  const { documents, commandId: key } = context;
  await documents.loadNamed('dispatchItem', [itemId]);
  const item = documents.get('dispatchItem', itemId);
  if (!item) return rejected('item.unknown');
  if (item.state !== 'uncertain') return rejected('item.notUncertain');
  const { dispatchId, userId, attempt } = item;
  const step = { ...stepFoundOut(was), attempt, at: context.now };
  return {
    outcome: { status: 'applied' },
    effect: { kind: 'itemSettled', dispatchId, userId },
    consequences: [
      toItemFact({ item, ...stepFoundOut(was), attempt, key }, context),
      ...toNoticeFacts(item, foldItem(item, step), context),
    ],
  };
}
