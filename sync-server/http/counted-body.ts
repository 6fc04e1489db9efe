import { type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A body as it is read on; `receivedEncodedLength` is what Content-Length counts. */
export type Body = Readable & { readonly receivedEncodedLength?: number };

/** Passes a body on and ends it with what `refuse` says of a piece, if anything, before the next is read. */
export function countedBody(body: Body, refuse: (bytes: number) => Error | undefined): Body {
  let length = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      const refusal = refuse(chunk.length);
      if (refusal) done(refusal);
      else done(null, chunk);
    },
  });
  joined(body, counted);
  return Object.defineProperty(counted, 'receivedEncodedLength', { get: () => body.receivedEncodedLength ?? length });
}

/** A gunzipped body; it ends with an error where it is no gzip or is cut short. */
export function gunzippedBody(body: Readable): Body {
  let length = 0;
  const plain = createGunzip();
  body.on('data', (chunk: Buffer) => {
    length += chunk.length;
  });
  joined(body, plain);
  return Object.defineProperty(plain, 'receivedEncodedLength', { get: () => length });
}

/**
 * A pipe whose ends end together, but for the request itself: its connection has to carry the answer. Whoever reads the body stops
 * listening once it has answered, and an error after that is nobody's.
 */
function joined(from: Readable, to: Transform): void {
  from.pipe(to);
  from.on('error', (error) => to.destroy(error));
  to.on('error', () => undefined);
  to.on('close', () => {
    from.unpipe(to);
    from.pause();
    if (from instanceof Transform) from.destroy();
  });
}
