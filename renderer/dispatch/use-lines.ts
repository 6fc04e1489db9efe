import { useCallback, useMemo, useState } from 'react';
import { map, type Observable } from 'rxjs';
import { type RowWindow, sameWindow, windowAround } from '../parts/row-window.ts';
import { useStream } from '../parts/use-stream.ts';
import type { LinePage, LineQuery } from '../replica/desk/line-page.ts';
import { type Looked, lookedAt } from './looked-at.ts';

/** Lines asked for before it is known how many there is room for. */
const firstLines = 20;

/** A long list of which only the lines around those in sight are here, and the one that is looked at. */
export type Lines<Line, Page> = Looked<Line> &
  Readonly<{
    /** undefined until there is an answer, and where the list is not known any more. */
    page: Page | undefined;
    /** The newest answer, be it of another list: what it says of all lists stands meanwhile. */
    newest: Page | undefined;
    lineAt: (place: number) => Line | undefined;
    pick: (place: number) => void;
    seen: (first: number, last: number) => void;
  }>;

/**
 * @param list which list it is: lines of another are never shown in its stead, lines of an earlier state of it are until there are newer ones
 * @param read$ one function as long as it says the same
 */
export function useLines<Line, Page extends LinePage<Line>>(
  list: string,
  read$: (query: LineQuery) => Observable<Page | undefined>,
  keyOf: (line: Line) => string,
): Lines<Line, Page> {
  const [rows, setRows] = useState<RowWindow>(() => windowAround(0, firstLines));
  const [choice, setChoice] = useState<Readonly<{ list: string; picked: string | number }>>();
  const picked = typeof choice?.picked === 'string' || choice?.list === list ? choice?.picked : undefined; // a place is of its list, a person of any
  const answer = useStream(
    useMemo(() => {
      const query = { ...rows, ...(picked !== undefined && { picked }) };
      return read$(query).pipe(map((page) => ({ list, page })));
    }, [list, read$, rows, picked]),
  );
  const page = answer?.list === list ? answer.page : undefined;
  const lineAt = (place: number) => page?.lines[place - page.offset];
  const seen = useCallback((first: number, last: number) => {
    const next = windowAround(first, last);
    setRows((now) => (sameWindow(now, next) ? now : next));
  }, []);
  return {
    ...lookedAt(page, picked, keyOf),
    ...{ page, newest: answer?.page, lineAt, seen },
    pick: (place) => {
      const line = lineAt(place);
      setChoice({ list, picked: line === undefined ? place : keyOf(line) }); // who is there is known once their line is here
    },
  };
}
