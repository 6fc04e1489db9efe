import type { DispatchItem } from '../../contract/dispatch.ts';
import { afterError, notSent } from '../../domain/dispatching/after-error.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { ItemReport } from './send-adapter.ts';
import type { FoundStep } from './take-steps.ts';

/** What a report says of an item. Codes that nobody knows are kept as they came. */
export function stepOfReport(item: DispatchItem, report: ItemReport, now: number): FoundStep {
  const { raw, providerMessageId, providerBatchId, via, key, at } = report;
  return {
    ...{ itemId: item.id, ...said(item, report, now), key, at, rawCode: raw.code, rawText: raw.text },
    ...(providerMessageId !== undefined && { providerMessageId }),
    ...(providerBatchId !== undefined && { providerBatchId }),
    ...(via && { via }),
  };
}

function said(item: DispatchItem, { status, error }: ItemReport, now: number): Pick<FoundStep, 'step' | 'reason' | 'notBefore'> {
  switch (status) {
    case 'accepted':
    case 'delivered':
      return { step: status };
    case 'uncertain':
      return { step: 'uncertain', reason: 'provider.unknownResult' };
    case 'failed':
      return { step: 'failed', reason: (error && afterError(item, { ...error, mayHaveSent: false }, now).reason) ?? 'provider.rejected' };
    case 'notSent':
      return notSent(item, now);
    default:
      return unreachable(status);
  }
}
