import type { AdapterId } from '../../../contract/dispatch.ts';

/** Who brings AlimTalk to phones: the message API of Kakao has none. */
const carriers: Readonly<Record<AdapterId, boolean>> = { sandbox: true, solapi: true, 'nhn-cloud': true, 'kakao-message': false };

export const carriesNotices = (provider: AdapterId): boolean => carriers[provider];
