import { type ReactNode, useDeferredValue } from 'react';

/** Drawn after what is around it, in slices between which the page answers: whoever presses a button sees at once that it was heard. */
export const Later = ({ children }: Readonly<{ children: ReactNode }>) => (useDeferredValue(true, false) ? children : null);
