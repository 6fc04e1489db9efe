/** The one project that the fake knows at NHN Cloud. */
export const nhnAccount = {
  appKey: 'FAKENHNAPPKEY000',
  secretKey: 'FAKENHN1',
  senderKey: 'fa4e0000fa4e0000fa4e0000fa4e0000fa4e0000',
  plusFriendId: '@talklens-fake',
  templateCode: 'FAKE_INFO_01',
} as const;
