/** A fact in the log, or a personal part of it, is not what was written there. It is never served. */
export class FactDamaged extends Error {
  readonly position: number;

  constructor(position: number) {
    super(`the fact at position ${position} does not match its checksum`);
    this.name = 'FactDamaged';
    this.position = position;
  }
}
