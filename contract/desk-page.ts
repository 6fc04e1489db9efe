/** Stands in the desk's `index.html` wherever a response puts its own nonce. */
export const NONCE_PLACE = '__NONCE__';

const directives = {
  'default-src': "'self'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const;

/**
 * The Content-Security-Policy (CSP Level 3) under which the desk runs, in a browser and in Electron alike: everything is ours and from
 * our origin. Goes with every file, since a worker obeys that of its own response; with a nonce it is that of the page that carries it.
 */
export const deskPolicy = (nonce?: string): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}${name === 'style-src' && nonce !== undefined ? ` 'nonce-${nonce}'` : ''}`)
    .join('; ');
