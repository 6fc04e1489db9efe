import type { Page } from 'playwright-core';

/** What React has drawn anew since `forget`: rows of the lead table by the names of their tick boxes, and whether the navigation was. */
export type Drawn = Readonly<{ rows: readonly string[]; navigation: boolean }>;

export type Drawing = Readonly<{ forget: () => Promise<void>; drawn: () => Promise<Drawn> }>;

/** As much of React's tree as is looked at; `alternate` is the same place before the commit. */
interface Fiber {
  readonly tag: number;
  readonly flags: number;
  readonly stateNode: unknown;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly return: Fiber | null;
  readonly alternate: Fiber | null;
}

type Note = { rows: Set<string>; navigation: boolean };

declare global {
  interface Window {
    drawing: Note;
  }
}

/** Watches a page from its next load on, as React's developer tools do, who are told of every commit of the built desk too. */
export async function watchDrawing(page: Page): Promise<Drawing> {
  await page.addInitScript(installHook);
  return {
    forget: () => page.evaluate(() => void Object.assign(window.drawing, { rows: new Set(), navigation: false })),
    drawn: () => page.evaluate(() => ({ rows: [...window.drawing.rows], navigation: window.drawing.navigation })),
  };
}

/** Whole in itself, since it is sent to the page as text. Numbers as in React's `ReactWorkTags.js` and `ReactFiberFlags.js`. */
function installHook(): void {
  const hostTag = 5;
  const performedWork = 1;
  const drawing: Note = { rows: new Set(), navigation: false };
  window.drawing = drawing;

  const hostAbove = (fiber: Fiber): Element | undefined => {
    let above = fiber.return;
    while (above && above.tag !== hostTag) above = above.return;
    return above?.stateNode as Element | undefined;
  };
  const note = (fiber: Fiber) => {
    const host = hostAbove(fiber);
    if (host?.matches('tr[data-index]')) drawing.rows.add(host.querySelector('input')?.ariaLabel ?? '');
    if (host?.closest('nav')) drawing.navigation = true;
  };
  /** A place whose children are the very ones of before was passed over, with all that is below. */
  const walk = (fiber: Fiber) => {
    if (fiber.tag !== hostTag && (fiber.flags & performedWork) !== 0) note(fiber);
    if (fiber.child === fiber.alternate?.child) return;
    for (let child = fiber.child; child; child = child.sibling) walk(child);
  };
  const hook = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot: (_renderer: number, root: Readonly<{ current: Fiber }>) => walk(root.current),
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
  };
  Object.assign(window, { __REACT_DEVTOOLS_GLOBAL_HOOK__: hook });
}
