import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';

/** Where certificate and key are, both PEM; the certificate with its chain, the server's own first. */
export type TlsFiles = Readonly<{ certFile: string; keyFile: string }>;

/** What a TLS listener is given. TLS 1.2 is the oldest that is spoken. */
export type TlsCertificate = Readonly<{ cert: Buffer; key: Buffer; minVersion: 'TLSv1.2' }>;

/** How often the files are looked at; whoever renews them has weeks for it. */
const lookEveryMs = 60_000;

/** Reads both files; throws where one cannot be read, is none of these, or does not belong to the other. */
export function readCertificate({ certFile, keyFile }: TlsFiles): TlsCertificate {
  const certificate = { cert: readFileSync(certFile), key: readFileSync(keyFile), minVersion: 'TLSv1.2' } as const;
  createSecureContext(certificate);
  return certificate;
}

/**
 * Gives a renewed certificate on without a restart. A pair that does not fit yet, as when only one of the files has been written, leaves
 * the old one in use and is looked at again.
 *
 * @param inUse what the listeners were given; files that are newer already are given on at the first look
 * @param everyMs between two looks; a minute unless said
 */
export function watchCertificate(
  files: TlsFiles,
  inUse: TlsCertificate,
  renewed: (certificate: TlsCertificate) => void,
  log: Logger,
  everyMs = lookEveryMs,
): Readonly<{ stop(): void }> {
  let current = inUse;
  const look = () => {
    try {
      const found = readCertificate(files);
      if (found.cert.equals(current.cert) && found.key.equals(current.key)) return;
      renewed(found);
      current = found;
      log.info('certificate renewed');
    } catch (error) {
      log.error({ err: error }, 'certificate cannot be used, the old one stays');
    }
  };
  const timer = setInterval(look, everyMs).unref();
  return { stop: () => clearInterval(timer) };
}
