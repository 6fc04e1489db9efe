/** RxDB's Dexie storage prints an advertisement at its first write; nothing else is kept from the console. */
const advertisement = 'RxDB Open Core RxStorage';

/** Wraps a console's `warn`. */
export const withoutAdvertisement =
  (warn: (...said: unknown[]) => void) =>
  (...said: unknown[]): void => {
    if (typeof said[0] === 'string' && said[0].includes(advertisement)) return;
    warn(...said);
  };
