import { useCallback, useEffect, useState } from 'react';
import { useSteady } from '../parts/use-steady.ts';
import type { LeadPage } from '../replica/desk/lead-view.ts';
import type { Desk } from '../replica/desk.ts';
import { useUiStore } from '../ui-state/store.ts';
import { type Question, readIds } from './read-ids.ts';

/** The lead in the drawer: `index` is where it stands in the list, or stood, once an edit took it out of the filter. */
export type OpenedLead = Readonly<{ id: string; index: number; listed: boolean }>;

export type OpenLead = Readonly<{
  opened: OpenedLead | undefined;
  open: (index: number) => Promise<void>;
  step: (by: -1 | 1) => Promise<void>;
  close: () => void;
}>;

/** Which lead is open. It is held by id, so that rows moving underneath never swap it. `onMove` follows with the active row. */
export function useOpenLead(desk: Desk, question: Question, page: LeadPage | undefined, onMove: (index: number) => void): OpenLead {
  const [held, hold] = useState<Readonly<{ id: string; index: number }>>();
  const wantedLead = useUiStore((state) => state.wantedLead);
  const leadShown = useUiStore((state) => state.leadShown);
  useEffect(() => {
    if (wantedLead === undefined) return;
    hold({ id: wantedLead, index: 0 });
    leadShown();
  }, [wantedLead, leadShown]);
  const opened = held && whereIs(held, page);

  const open = useSteady(async (index: number) => {
    const [id] = await readIds(desk, question, page, index, index);
    if (id === undefined) return;
    onMove(index);
    hold({ id, index });
  });
  const step = useSteady(async (by: -1 | 1) => {
    if (opened) await open(neighbour(opened, by));
  });
  const close = useCallback(() => hold(undefined), []);
  return { opened, open, step, close };
}

/** A row beyond the loaded window is taken to stand where it stood when it was opened. */
export function whereIs({ id, index }: Readonly<{ id: string; index: number }>, page: LeadPage | undefined): OpenedLead {
  const found = page?.rows.findIndex((row) => row.id === id) ?? -1;
  if (page && found >= 0) return { id, index: page.offset + found, listed: true };
  const inWindow = page !== undefined && index >= page.offset && index < page.offset + page.rows.length;
  return { id, index, listed: !inWindow };
}

/** The next lead of one that left the list has taken its place. */
export const neighbour = ({ index, listed }: OpenedLead, by: -1 | 1): number => (by === 1 && !listed ? index : index + by);
