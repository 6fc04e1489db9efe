import { z } from '../../../contract/zod.ts';

export const faceNames = ['solapi', 'nhn', 'kakao'] as const;
export const FaceName = z.enum(faceNames);
export type FaceName = z.infer<typeof FaceName>;
