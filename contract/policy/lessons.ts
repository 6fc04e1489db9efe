import { z } from '../zod.ts';

const Count = z.int().nonnegative();

/** Requests that a person decided so; before how many of those a classifier had said what it would do; and with how many it was right. */
const ClassLessons = z.strictObject({ decided: Count, asked: Count, agreed: Count });

/** What people have taught about requests, by what they decided. Sums of what each request adds, so a decision turned round moves it. */
export const Lessons = z.strictObject({ id: z.literal('lessons'), approve: ClassLessons, refuse: ClassLessons });
export type Lessons = z.infer<typeof Lessons>;
