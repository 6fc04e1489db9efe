/** How personal parts lie on the disk. */
export interface PersonalCodec {
  seal(person: string, plain: string): Uint8Array;
  open(person: string, sealed: Uint8Array): string;
}

/** As they are, behind the file's mode alone. */
export const plainCodec: PersonalCodec = {
  seal: (_person, plain) => Buffer.from(plain, 'utf8'),
  open: (_person, sealed) => Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).toString('utf8'),
};
