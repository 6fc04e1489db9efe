/** The one app that the fake knows at Kakao Developers, and the member who signs in to it. */
export const kakaoApp = {
  restApiKey: 'fakekakaorestapikey0000000000000',
  clientSecret: 'FakeKakaoClientSecret00000000000',
  /** Whoever signs in, by the uuid within the app. */
  memberUuid: 'member-uuid-0001',
} as const;
