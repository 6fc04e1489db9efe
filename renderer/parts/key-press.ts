/** A key press on a list of rows. */
export type KeyPress = Readonly<{
  /** The physical key: with a Korean layout the `key` of J is `ㅓ`, its `code` is `KeyJ` everywhere. */
  code: string;
  shift: boolean;
  /** Ctrl, or Command on a Mac. */
  command: boolean;
  alt: boolean;
  /** A syllable is being composed: the key belongs to the input method. */
  composing: boolean;
}>;

/** The DOM's key event as lists read it. */
export const pressOf = (event: KeyboardEvent): KeyPress => ({
  code: event.code,
  shift: event.shiftKey,
  command: event.ctrlKey || event.metaKey,
  alt: event.altKey,
  composing: event.isComposing,
});
