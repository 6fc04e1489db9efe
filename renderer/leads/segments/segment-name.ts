const asRead = (name: string) => name.trim().normalize('NFC').toLocaleLowerCase('ko');

/**
 * Whether somebody reading both names would take them for one. Asked on the desk alone, as a courtesy: two marketers offline may still choose
 * the same, and both stand.
 */
export const isNameTaken = (name: string, names: readonly string[]): boolean => names.some((other) => asRead(other) === asRead(name));
