/** How many of my overwritten values this session knows of, and how many of them a notice is telling; 0 for no notice. */
export type NotedConflicts = Readonly<{ known: number; told: number }>;

/**
 * Tells those that came since, all of them at a start; never at the inbox, where they are seen. `mine` is undefined until the
 * replica has spoken. The same object where nothing changed.
 */
export function notedConflicts(noted: NotedConflicts, mine: number | undefined, atInbox: boolean): NotedConflicts {
  if (mine === undefined) return noted;
  if (atInbox) return noted.known === mine && noted.told === 0 ? noted : { known: mine, told: 0 };
  if (mine > noted.known) return { known: mine, told: noted.told + mine - noted.known };
  return mine < noted.known ? { known: mine, told: Math.min(noted.told, mine) } : noted;
}
