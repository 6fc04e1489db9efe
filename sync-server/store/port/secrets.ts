/**
 * What servers have to keep from everybody else, by key: tokens of others' services. Never in a read model, a log or an answer (I11). Not derived: a
 * rebuild leaves them.
 */
export interface Secrets {
  read(key: string): Promise<string | undefined>;
  /**
   * Puts what `work` makes of a secret in its place; undefined takes it away. One change of a key at a time, whichever server makes it and however
   * long `work` takes; others who read meanwhile see the old one. Where `work` fails nothing is changed.
   */
  change(key: string, work: (was: string | undefined) => Promise<string | undefined>): Promise<void>;
}
