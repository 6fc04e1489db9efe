import type { Page } from 'playwright-core';

/** Changes a lead's record in IndexedDB itself, where RxDB keeps it, behind the back of whoever has it open. */
export const damageLead = (page: Page, id: string): Promise<void> =>
  page.evaluate(async (leadId) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const all = await indexedDB.databases();
    const name = all.find((each) => each.name?.includes('talklens-replica') && each.name.endsWith('--lead'))?.name;
    if (!name) throw new Error('no database of leads');
    const database = await done(indexedDB.open(name));
    const store = database.transaction('docs', 'readwrite').objectStore('docs');
    const record = await done(store.get(leadId));
    await done(store.put({ ...record, body: { ...record.body, searches: record.body.searches + 1 } }));
    database.close();
  }, id);
