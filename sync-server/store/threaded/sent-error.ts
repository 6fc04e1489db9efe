import { FactDamaged } from '../fact-damaged.ts';

/** An error on its way to the other thread. A structured clone of an error keeps only its name and words; codes are needed too. */
export type SentError = Readonly<{
  name: string;
  message: string;
  stack?: string | undefined;
  /** What else it says of itself: `code`, `sqliteCodeName` and the like, where it is a plain value. */
  facts: Readonly<Record<string, string | number | boolean>>;
  cause?: SentError;
  errors?: readonly SentError[];
}>;

export function toSentError(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), facts: {} };
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    stack,
    facts: Object.fromEntries(Object.entries(error).filter(([, fact]) => isPlain(fact))),
    ...(cause !== undefined && { cause: toSentError(cause) }),
    ...(error instanceof AggregateError && { errors: error.errors.map(toSentError) }),
  };
}

export function toError({ name, message, stack, facts, cause, errors }: SentError): Error {
  if (name === damagedName) return new FactDamaged(Number(facts.position));
  const options = cause && { cause: toError(cause) };
  const error = errors ? new AggregateError(errors.map(toError), message, options) : new Error(message, options);
  return Object.assign(error, { name, ...(stack !== undefined && { stack }), ...facts });
}

const damagedName = new FactDamaged(0).name;

const isPlain = (fact: unknown) => ['string', 'number', 'boolean'].includes(typeof fact);
