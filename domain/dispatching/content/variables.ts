/** What a marketer may write as `#{...}`, and what stands there then. */
export const messageVariables = ['이름', '상품명', '상품수', '보내는이'] as const;
export type MessageVariable = (typeof messageVariables)[number];
export type VariableValues = Readonly<Partial<Record<MessageVariable, string>>>;

const pattern = /#\{([^{}]*)\}/g;

/** Puts in what is known of a recipient. A variable that has no value stays as it was written, so that it is seen and refused. */
export const fillVariables = (text: string, values: VariableValues): string =>
  text.replace(pattern, (written, name: string) => (isVariable(name.trim()) && values[name.trim() as MessageVariable]) || written);

/** The variables that stand in a text, each once, in order. */
export const variablesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name = '']) => name.trim())),
];

export const isVariable = (name: string): name is MessageVariable => messageVariables.some((known) => known === name);
