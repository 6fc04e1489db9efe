/** What takes letters. A radio or a tick box does not, though it is an input: it leaves them to the desk. */
const takesLetters = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';

/** Whether somebody types there, so that letters and Ctrl+Z are theirs. */
export const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.closest(takesLetters) !== null;
