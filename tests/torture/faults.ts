/** A fifth of the sends is taken and never answered; limits, broken answers, late calls, and reports that are lost, doubled or in disorder beside them. */
export const faults = [
  { kind: 'acceptThenTimeout', share: 0.2 },
  { kind: 'acceptThenReset', share: 0.05 },
  { kind: 'acceptThen502', share: 0.05 },
  { kind: 'truncatedJson', share: 0.03 },
  { kind: 'acceptLate', share: 0.04, ms: 3_000 },
  { kind: 'tooManyRequests', share: 0.1, stage: 'any' },
  { kind: 'unavailable', share: 0.03, stage: 'any' },
  { kind: 'webhookLost', share: 0.2 },
  { kind: 'webhookTwice', share: 0.2 },
  { kind: 'webhookDisordered', share: 0.1 },
];
