/** The one shop that the fake knows at Solapi. Nobody else's values: they open nothing anywhere. */
export const account = {
  accountId: '12925149',
  apiKey: 'NCSFAKESOLAPI001',
  apiSecret: 'FAKESOLAPISECRETFAKESOLAPISECRET',
  pfId: 'KA01PF0000000000000000000000FAKE',
  searchId: '@talklens-fake',
  /** The registered sender number. */
  from: '0212345678',
  templateId: 'KA01TP0000000000000000000000FAKE',
} as const;
