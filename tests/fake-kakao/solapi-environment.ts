type SolapiOfFake = Readonly<{ url: string; solapi: Readonly<{ apiKey: string; apiSecret: string; pfId: string; from: string }> }>;

/** What a server is started with to send through the fake's Solapi. */
export const solapiEnvironment = ({ url, solapi }: SolapiOfFake): Readonly<Record<string, string>> => ({
  TALKLENS_SENDER: 'solapi',
  TALKLENS_SOLAPI_URL: url,
  TALKLENS_SOLAPI_API_KEY: solapi.apiKey,
  TALKLENS_SOLAPI_API_SECRET: solapi.apiSecret,
  TALKLENS_SOLAPI_PF_ID: solapi.pfId,
  TALKLENS_SOLAPI_FROM: solapi.from,
});
