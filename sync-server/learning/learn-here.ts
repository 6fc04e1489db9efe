import { encodeModel } from '../../domain/request-decision/classifier/model-file.ts';
import { trainModel } from '../../domain/request-decision/classifier/train-model.ts';
import type { Learn } from './classifier-job.ts';

/** On the thread that asks, which waits for it. */
export const learnHere: Learn = async (classes, examples) => encodeModel(trainModel(classes, examples));
