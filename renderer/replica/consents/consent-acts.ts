import type { Act } from '../../../contract/command.ts';
import { ConsentHistory } from '../../../contract/consent-history.ts';
import { addCommandsTo } from '../add-commands.ts';
import type { Api } from '../api.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../desk-error.ts';
import { inParts } from '../dispatches/in-parts.ts';
import type { Replica } from '../open-replica.ts';
import { noticeLots } from './notice-lots.ts';

export type ConsentActs = Pick<
  Desk,
  'recordConsent' | 'noteNotices' | 'sendNotices' | 'reconfirmConsents' | 'markMinor' | 'recordPurchase'
>;

/** Writing into the ledger of consents; shown here at once, and judged by the server as here. */
export function consentActsOn({ commands }: Pick<Replica, 'commands'>, now: () => number): ConsentActs {
  const add = addCommandsTo(commands, now);
  const writeAll = (acts: readonly Act[]) => add(acts.map((act) => ({ id: commands.nextId(), act })));
  const write = (act: Act) => writeAll([act]);
  return {
    recordConsent: (said) => write({ kind: 'recordConsent', ...said }),
    noteNotices: (all) => writeAll(all.map((told) => ({ kind: 'noteNotice', ...told }))),
    reconfirmConsents: (all) => writeAll(all.map((answer) => ({ kind: 'reconfirmConsent', ...answer }))),
    sendNotices: (notices) => {
      const lots = noticeLots(notices);
      const people = lots.reduce((sum, { length }) => sum + length, 0);
      const parts = inParts(lots, commands.nextId, people);
      return add(parts.map(({ id, some, part }) => ({ id, act: { kind: 'sendNotices', notices: some, ...(part && { part }) } })));
    },
    markMinor: (minor) => write({ kind: 'markMinor', ...minor }),
    recordPurchase: (purchase) => write({ kind: 'recordPurchase', ...purchase }),
  };
}

/** The proof is in the log, which no desk has: it is asked of the server. */
export const consentCalls = (api: Pick<Api, 'get'>): Pick<Desk, 'consentHistory'> => ({
  consentHistory: async (userId) => {
    const answer = await api.get(`/v1/people/${encodeURIComponent(userId)}/consents`, ConsentHistory, new AbortController().signal);
    if (!answer.ok) throw new DeskError(answer.code);
    return answer.value;
  },
});
