/** As much of the browser as reading the code needs. */
export type AddressBar = Readonly<{
  location: Readonly<{ hash: string; pathname: string; search: string }>;
  history: Readonly<{ replaceState: (data: null, unused: string, url: string) => void }>;
}>;

/** The code of `#code=...`; undefined for any other fragment. A fragment never reaches a server or its log (I11). */
export function codeOfHash(hash: string): string | undefined {
  if (!hash.startsWith('#code=')) return undefined;
  return new URLSearchParams(hash.slice(1)).get('code') || undefined;
}

/** Reads the code once and takes it out of the address and its history, so that nobody copies or bookmarks it. */
export function takeCode({ location, history }: AddressBar): string | undefined {
  const code = codeOfHash(location.hash);
  if (location.hash.startsWith('#code=')) history.replaceState(null, '', `${location.pathname}${location.search}`);
  return code;
}
