import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Self-signed certificates for this machine's own name, used by tests and nowhere else. */
const certificateNames = ['first', 'renewed'] as const;
export type CertificateName = (typeof certificateNames)[number];

const fileOf = (name: CertificateName, part: 'cert' | 'key') => join(import.meta.dirname, 'certificates', `${name}.${part}.pem`);

/** What a client has to trust to speak to a server that shows it. */
export const certificateOf = (name: CertificateName): Buffer => readFileSync(fileOf(name, 'cert'));

/** Puts one of them into a folder, where a server finds it by its settings. */
export function placeCertificate(folder: string, name: CertificateName): Readonly<{ TALKLENS_TLS_CERT: string; TALKLENS_TLS_KEY: string }> {
  placePart(folder, name, 'cert');
  placePart(folder, name, 'key');
  return { TALKLENS_TLS_CERT: join(folder, 'cert.pem'), TALKLENS_TLS_KEY: join(folder, 'key.pem') };
}

export const placePart = (folder: string, name: CertificateName, part: 'cert' | 'key'): void =>
  copyFileSync(fileOf(name, part), join(folder, `${part}.pem`));
