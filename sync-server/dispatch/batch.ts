import type { DispatchItem } from '../../contract/dispatch.ts';
import type { Documents } from '../facts/documents.ts';
import type { Batch, BatchItem } from './send-adapter.ts';

/** What a provider is given of items of one attempt; whom they are for was loaded before. */
export function toBatch(workspace: string, documents: Documents, items: readonly DispatchItem[]): Batch {
  const { batchId = '', dispatchId, providerBatchId } = items[0] as DispatchItem;
  return {
    ...{ workspace, batchId, dispatchId, items: items.flatMap((item) => toBatchItem(documents, item)) },
    ...(providerBatchId !== undefined && { providerBatchId }),
  };
}

function toBatchItem(documents: Documents, { id, attempt, userId, message }: DispatchItem): readonly BatchItem[] {
  return message ? [{ itemId: id, attempt, userId, message, ...addressOf(documents, userId) }] : [];
}

function addressOf(documents: Documents, userId: string): Pick<BatchItem, 'phone' | 'kakaoUuid'> {
  const person = documents.get('person', userId);
  return {
    ...(person?.phone && { phone: person.phone.value }),
    ...(person?.kakaoUuid && { kakaoUuid: person.kakaoUuid.value }),
  };
}

/** Whether a message still goes to where its person is reached now: what was asked of one number permits nothing to another (I8). */
export function isAddressedTo(documents: Documents, { userId, phone, kakaoUuid }: BatchItem): boolean {
  const now = addressOf(documents, userId);
  return now.phone === phone && now.kakaoUuid === kakaoUuid;
}
