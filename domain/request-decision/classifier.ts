/** What a learned model makes of a text: the class it would give, by how much, and what in the text shows why, strongest first. */
export type Classified = Readonly<{ said: 'approve' | 'refuse'; margin: number; features: readonly string[] }>;

/**
 * A learned model, as `decide` is given one. While it is in the shadow it is asked and what it says is kept, and nothing else; `active`, it
 * may move a case to review where it contradicts the rules, and never decides one.
 */
export type Classifier = Readonly<{
  /** Of the published file. */
  hash: string;
  mode: 'shadow' | 'active';
  /** Pure; undefined where it has nothing to go by. */
  classify: (text: string) => Classified | undefined;
}>;
