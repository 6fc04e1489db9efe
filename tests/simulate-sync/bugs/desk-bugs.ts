import { type Command, OutcomeBatch } from '../../../contract/command.ts';
import type { Api } from '../../../renderer/replica/api.ts';
import { nextUlid } from '../../../renderer/replica/next-ulid.ts';
import type { ReplicaStore, StoredPage } from '../../../renderer/replica/replica-store.ts';
import type { Mutation } from '../mutation.ts';

type Batch = Readonly<{ commands: readonly Command[] }>;

/** A pulled lead takes the place of what the marketer has written about it meanwhile. */
const clobberingPull = (store: ReplicaStore): ReplicaStore => {
  const clobber = async ({ documents }: StoredPage) => {
    const { documents: commands } = await store.collections.command.storageInstance.query(everything);
    const pulled = new Set(documents.map(({ id }) => id));
    const edits = commands.filter(({ body }) => {
      const { command, outcome } = body as { command: Command; outcome?: object };
      return (
        !outcome && command.act.kind === 'patchLeads' && command.act.groups.some(({ leads }) => leads.some((lead) => pulled.has(lead)))
      );
    });
    if (edits.length > 0) await store.collections.command.bulkRemove(edits.map(({ id }) => id));
  };
  return {
    ...store,
    replicate: (name) => (pulled) =>
      store.replicate(name)({
        ...pulled,
        nextPage: async (after) => {
          const page = await pulled.nextPage(after);
          if (name === 'lead') await clobber(page);
          return page;
        },
      }),
  };
};

const everything = { query: { selector: {}, limit: 1_000 } } as unknown as Parameters<
  ReplicaStore['collections']['command']['storageInstance']['query']
>[0];

/** Each time a dispatch is posted again it gets a fresh id, as if it were a new one. */
const newDispatchIdOnRetry: Mutation['api'] = (api, { clock, random }) => {
  const posted = new Set<string>();
  const fresh = (id: string) => nextUlid(clock.now(), () => random.below(1_000) / 1_000, id);
  return postingAs(api, ({ commands }) => {
    const names = new Map<string, string>();
    for (const { id, act } of commands) {
      if (act.kind !== 'requestDispatch') continue;
      if (posted.has(id)) names.set(fresh(id), id);
      posted.add(id);
    }
    return names;
  });
};

/** Posts commands under other names; `name` gives the old name of each new one. */
const postingAs = (api: Api, name: (batch: Batch) => ReadonlyMap<string, string>): Api => ({
  ...api,
  post: async (path, body, schema, signal) => {
    const batch = body as Batch;
    const old = name(batch);
    const renamed = new Map([...old].map(([to, from]) => [from, to]));
    const commands = batch.commands.map((command) => ({ ...command, id: renamed.get(command.id) ?? command.id }));
    const answer = await api.post(path, { commands }, schema, signal);
    if (!answer.ok) return answer;
    const { outcomes, ...rest } = OutcomeBatch.parse(answer.value);
    return { ok: true, value: schema.parse({ ...rest, outcomes: outcomes.map((one) => ({ ...one, id: old.get(one.id) ?? one.id })) }) };
  },
});

/** The overlay goes with the outcome, and does not wait for the effect. */
const overlayDroppedTooEarly: Mutation['api'] = (api) => ({
  ...api,
  post: async (path, body, schema, signal) => {
    const answer = await api.post(path, body, schema, signal);
    if (!answer.ok) return answer;
    const { outcomes, ...rest } = OutcomeBatch.parse(answer.value);
    return { ok: true, value: schema.parse({ ...rest, outcomes: outcomes.map(({ visibleAt: _gone, ...one }) => one) }) };
  },
});

/** The checkpoint of a page is stored although one of its documents was not. */
const documentNotStored = (store: ReplicaStore): ReplicaStore => ({
  ...store,
  replicate: (name) => (pulled) =>
    store.replicate(name)({
      ...pulled,
      nextPage: async (after) => {
        const page = await pulled.nextPage(after);
        return page.documents.length > 2 ? { ...page, documents: page.documents.slice(0, -1) } : page;
      },
    }),
});

export const desksBugs: Readonly<Record<string, Mutation>> = {
  'clobbering-pull': { kept: clobberingPull },
  'new-dispatch-id-on-retry': { api: newDispatchIdOnRetry },
  'overlay-dropped-too-early': { api: overlayDroppedTooEarly },
  'document-not-stored': { kept: documentNotStored },
};
