import { account } from './account.ts';
import { type Group, type StoredMessage, wasRegistered } from './group.ts';
import { statusTexts } from './status-codes.ts';

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());

const textOf = ({ statusCode, reason }: StoredMessage): string => reason ?? statusTexts[statusCode];

/** A message as the lists and webhooks tell it: some booleans are numbers, and much that is not known is null. */
export const storedMessage = (message: StoredMessage) => ({
  _id: message.messageId,
  messageId: message.messageId,
  groupId: message.groupId,
  accountId: account.accountId,
  type: message.type,
  country: '82',
  to: message.to,
  from: message.from,
  text: typeof message.said.text === 'string' ? message.said.text : null,
  kakaoOptions: message.said.kakaoOptions ?? null,
  subject: null,
  imageId: null,
  customFields: message.customFields,
  status: statusOf(message),
  statusCode: message.statusCode,
  reason: message.reason ?? null,
  networkCode: null,
  networkName: message.replaced ? 'ETC' : null,
  replacement: message.replaced ? 1 : 0,
  autoTypeDetect: 0,
  log: [],
  dateCreated: iso(message.dateCreated),
  dateUpdated: iso(message.dateUpdated),
  dateProcessed: iso(message.dateProcessed),
  dateReported: iso(message.dateReported),
  dateReceived: iso(message.dateReported),
});

function statusOf({ dateReported, dateProcessed }: StoredMessage): 'PENDING' | 'SENDING' | 'COMPLETE' {
  if (dateReported !== undefined) return 'COMPLETE';
  return dateProcessed === undefined ? 'PENDING' : 'SENDING';
}

/** What registering a message is answered with. */
export const registeredMessage = (message: StoredMessage) => ({
  to: message.to,
  from: message.from,
  type: message.type,
  country: '82',
  messageId: message.messageId,
  statusCode: message.statusCode,
  statusMessage: textOf(message),
  accountId: account.accountId,
  customFields: message.customFields,
});

function countOf(group: Group) {
  const all = [...group.messages.values()];
  const accepted = all.filter(wasRegistered);
  const reported = accepted.filter(({ dateReported }) => dateReported !== undefined);
  const succeeded = reported.filter(({ statusCode, replaced }) => statusCode === '4000' && !replaced);
  const replaced = reported.filter((message) => message.replaced);
  return {
    total: all.length,
    sentTotal: group.dateSent === undefined ? 0 : accepted.length,
    sentFailed: reported.length - succeeded.length - replaced.length,
    sentSuccess: succeeded.length,
    sentPending: group.dateSent === undefined ? 0 : accepted.length - reported.length,
    sentReplacement: replaced.length,
    refund: reported.length - succeeded.length,
    registeredFailed: all.length - accepted.length,
    registeredSuccess: accepted.length,
  };
}

/** A group as every address tells it. */
export const groupInfo = (group: Group) => ({
  _id: group.groupId,
  groupId: group.groupId,
  accountId: account.accountId,
  masterAccountId: null,
  apiVersion: '4',
  status: group.status,
  allowDuplicates: group.allowDuplicates,
  count: countOf(group),
  countForCharge: chargesOf(group),
  balance: {
    requested: group.requestedKrw,
    replacement: group.replacementKrw,
    refund: group.refundedKrw,
    sum: group.requestedKrw + group.replacementKrw - group.refundedKrw,
  },
  point: { requested: 0, replacement: 0, refund: 0, sum: 0 },
  app: { profit: {}, appId: group.appId ?? null, version: null },
  sdkVersion: null,
  osPlatform: null,
  log: [],
  isRefunded: group.refundedKrw > 0,
  flagUpdated: false,
  prepaid: true,
  customFields: group.customFields,
  price: {},
  dateCreated: iso(group.dateCreated),
  dateUpdated: iso(group.dateUpdated),
  scheduledDate: iso(group.scheduledDate),
  dateSent: iso(group.dateSent),
  dateCompleted: iso(group.dateCompleted),
});

/** How many of each type are paid for, by country. */
function chargesOf(group: Group): Record<string, Record<string, number>> {
  const charges: Record<string, Record<string, number>> = { sms: {}, lms: {}, mms: {}, ata: {} };
  for (const message of group.messages.values()) {
    if (!wasRegistered(message)) continue;
    const type = message.type.toLowerCase();
    charges[type] = { '82': (charges[type]?.['82'] ?? 0) + 1 };
  }
  return charges;
}
