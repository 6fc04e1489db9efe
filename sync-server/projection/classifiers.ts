import type { Logger } from 'pino';
import type { LinearModel } from '../../domain/request-decision/classifier/linear-model.ts';
import { decodeModel } from '../../domain/request-decision/classifier/model-file.ts';
import type { Classifier } from '../../domain/request-decision/classifier.ts';
import { decide } from '../../domain/request-decision/decide.ts';
import { learnedClassifier } from '../../domain/request-decision/learning/learned-classifier.ts';
import { noLessons } from '../../domain/request-decision/learning/lessons.ts';
import { modeOf } from '../../domain/request-decision/learning/when-to-learn.ts';
import { sha256Hex } from '../sha-256.ts';
import type { Store } from '../store/port/store.ts';

/** The rules, with the classifier of a workspace as it stands; its documents are read at each call, its file once. To be asked for outside of a feed transaction. */
export type JudgeOf = (workspace: string) => Promise<typeof decide>;

type Opened = Readonly<{ hash: string; model: LinearModel | undefined }>;

/** A file that cannot be read is told of once, and the rules judge without it until a newer one is published. */
export function createJudges({ feed, models }: Pick<Store, 'feed' | 'models'>, log: Logger): JudgeOf {
  const open = new Map<string, Opened>();

  const read = async (workspace: string, hash: string): Promise<Opened> => {
    const file = await models.read(workspace, hash);
    const model = file && sha256Hex(file.bytes) === hash ? decodeModel(file.bytes) : undefined;
    if (!model) log.error({ workspace, hash, code: file ? 'model.damaged' : 'model.unknown' }, 'the classifier cannot be read');
    return { hash, model };
  };

  const classifierOf = async (workspace: string): Promise<Classifier | undefined> => {
    const policies = await feed.documents(workspace, 'policy', ['classifier', noLessons.id]);
    const [card, lessons] = [policies.get('classifier'), policies.get(noLessons.id)];
    if (card?.id !== 'classifier') return undefined;
    const known = open.get(workspace);
    const { hash, model } = known?.hash === card.hash ? known : await read(workspace, card.hash);
    open.set(workspace, { hash, model });
    return model && learnedClassifier(hash, model, modeOf(lessons?.id === 'lessons' ? lessons : noLessons));
  };

  return async (workspace) => {
    const classifier = await classifierOf(workspace);
    return (request) => decide(request, classifier);
  };
}
