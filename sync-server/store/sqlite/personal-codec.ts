/** How personal parts lie on the disk (DESIGN 2.2). */
export interface PersonalCodec {
  seal(person: string, plain: string): Uint8Array;
  open(person: string, sealed: Uint8Array): string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** As they are, behind the file's mode alone. */
export const plainCodec: PersonalCodec = {
  seal: (_person, plain) => Buffer.from(plain, 'utf8'),
  open: (_person, sealed) => utf8.decode(sealed),
};
