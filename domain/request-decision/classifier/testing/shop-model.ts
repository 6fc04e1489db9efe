import type { LinearModel } from '../linear-model.ts';
import { type Example, trainModel } from '../train-model.ts';

const asked = ['교환', '환불', '색상 변경', '선물 포장', '묶음 배송', '주소 변경'];
const approved = ['부탁드려요', '해 주세요', '되나요?'];
const refused = ['안 됩니다', '불가합니다', '어렵습니다'];

/** What a shop might have decided, refusals and approvals by turns. */
export const shopsExamples: readonly Example[] = asked.flatMap((thing) =>
  approved.flatMap((word, at) => [
    { text: `${thing} ${word}`, label: 0 },
    { text: `${thing}은 ${refused[at]}`, label: 1 },
  ]),
);

export const aShopsModel = (): LinearModel => trainModel(['approve', 'refuse'], shopsExamples);
