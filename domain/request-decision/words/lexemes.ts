import { pause } from './normalise.ts';

/**
 * Who says so: `refuses` is what only the one who is asked says; `fails` is also said of a thing that does not work, or of what somebody else
 * said; `withdraws` is what the one who asked says.
 */
export type LexemeKind = 'refuses' | 'fails' | 'withdraws';

/** A word that may say no. Everything is written without spaces, as `normalise` leaves it. */
export type Lexeme = Readonly<{
  /** What it is called where a decision is explained. */
  word: string;
  kind: LexemeKind;
  starts: readonly string[];
  /** One of these follows the start, at most `within` characters after it, in the same clause. */
  followedBy?: readonly string[];
  within?: number;
  /** False friends: what makes it another word, right before or right after its start. */
  notAfter?: readonly string[];
  notBefore?: readonly string[];
  /** The syllable before it ends in ㄹ (`할 수`, `드릴 수`). */
  afterRieul?: true;
  /** Only where a clause begins. */
  beginsClause?: true;
  /** Only where a word begins. */
  beginsWord?: true;
  /** Right behind another word of the table it denies that one (`불가능하지 않습니다`). */
  denies?: true;
}>;

/** The service that a shop gives or does not. */
const services = ['지원', '제공', '취급', '판매', '진행', '운영', '허용', '제작', '접수', '시행', '승인'];
/** It is so; a pause stands for the end of the clause or of the text. */
const isSo = [pause, '되', '됐', '된', '됨', '돼', '됩', '입니', '이에', '예요', '이라', '이네', '임'];

/**
 * The words of a refusal in Korean, most telling first: where two begin at the same place the first stands.
 * `안 되다` and its spellings are one line, whatever its ending; what an ending or the rest of the clause makes of it is `scopes.ts`'s.
 */
export const lexemes: readonly Lexeme[] = [
  // said by whoever is asked
  {
    word: '불가',
    kind: 'refuses',
    starts: ['불가'],
    notBefore: ['피', '리', '사리', '사의', '마', '결', '침', '분', '역', '항력'],
  },
  {
    word: '가능하지 않다',
    kind: 'refuses',
    starts: ['가능'],
    followedBy: ['지않', '지가않', '지는않', '치않', '것같지않', '지못', '성이없', '성은없'],
    within: 3,
  },
  {
    word: '드릴 수 없다',
    kind: 'refuses',
    starts: ['드릴수', '드리기'],
    followedBy: ['없', '읎', '어렵', '어려', '힘들', '힘든', '곤란'],
    within: 2,
  },
  {
    word: '못 해 드리다',
    kind: 'refuses',
    starts: ['못'],
    followedBy: ['드려', '드리', '드립', '드린', '드릴'],
    within: 4,
    notBefore: ['난'],
  },
  { word: '드리지 못하다', kind: 'refuses', starts: ['드리지'], followedBy: ['못', '않'], within: 1 },
  { word: '안 해 드리다', kind: 'refuses', starts: ['안'], followedBy: ['해드', '되어드', '돼드', '보내드', '바꿔드'], within: 0 },
  {
    word: '하기 어렵다',
    kind: 'refuses',
    starts: ['기어렵', '기가어렵', '기는어렵', '기어려', '기가어려', '기는어려'],
    notAfter: ['보', '쓰', '찾', '읽'],
  },
  {
    word: '어렵다',
    kind: 'refuses',
    starts: ['어렵', '어려울것', '어려울듯', '어려워요', '어려우세', '어려운점', '어려운상', '어려우니'],
    notBefore: ['게', '사리'],
  },
  { word: '하기 힘들다', kind: 'refuses', starts: ['기힘들', '기가힘들', '기힘든점', '기힘든상', '기힘듭'] },
  { word: '힘들다', kind: 'refuses', starts: ['힘들것', '힘들듯', '힘들겠', '힘듭니', '힘들어요', '힘드세', '힘드실', '힘들거'] },
  { word: '곤란', kind: 'refuses', starts: ['곤란'] },
  {
    word: '무리',
    kind: 'refuses',
    starts: ['무리'],
    followedBy: ['일', '입', '예', '에요', '인', '네', '다', '라'],
    within: 1,
    notAfter: ['마'],
    notBefore: ['하', '해'],
  },
  {
    word: '거절',
    kind: 'refuses',
    starts: ['거절', '거부'],
    followedBy: [...isSo, '처리', '했', '합', '드', '하', '할게', '할께'],
    within: 0,
    notBefore: ['하셔도'],
  },
  { word: '반려', kind: 'refuses', starts: ['반려'], followedBy: [...isSo, '처리', '했', '합', '하'], within: 0 },
  { word: '미승인', kind: 'refuses', starts: ['미승인', '불승인', '불허', '기각', '부결', '사절'] },
  { word: '제한', kind: 'refuses', starts: ['제한'], followedBy: ['되', '됩', '돼', '됐', '하고'], within: 0 },
  {
    word: '서비스하지 않다',
    kind: 'refuses',
    starts: services,
    followedBy: ['지않', '지는않', '지가않', '지못', '지아니', '안하', '안합', '안해', '안되'],
    within: 3,
  },
  { word: '하고 있지 않다', kind: 'refuses', starts: ['고있지'], followedBy: ['않', '못'], within: 0 },
  { word: '함께하지 못하다', kind: 'refuses', starts: ['함께하지'], followedBy: ['못', '않'], within: 0 },
  {
    word: '방법이 없다',
    kind: 'refuses',
    starts: ['방법', '방도', '계획', '예정'],
    followedBy: ['이없', '없', '은없', '가없', '도없', '이읎'],
    within: 1,
  },
  {
    word: '대상이 아니다',
    kind: 'refuses',
    starts: ['대상', '지역', '조건'],
    followedBy: ['이아니', '아니', '이아닙', '에해당하지않'],
    within: 1,
  },
  { word: '다음 기회에', kind: 'refuses', starts: ['다음기회에', '다음번기회', '사양할게', '사양하겠', '사양합니'] },
  { word: 'X', kind: 'refuses', starts: ['x입니', 'x요', 'x예요', 'x임', 'ㄴㄴ'], beginsWord: true },

  // also said of a thing, or told of somebody
  {
    word: '안 되다',
    kind: 'fails',
    starts: [
      '안되',
      '안돼',
      '안된',
      '안됩',
      '안될',
      '안됐',
      '안됨',
      '안됀',
      '안대요',
      '안댐',
      '안댑',
      '안뎀',
      '안뎁',
      '않되',
      '않돼',
      '않됩',
      '않된',
      '않될',
      '않됨',
    ],
    notAfter: ['제', '방', '동', '보', '편'],
  },
  {
    word: '할 수 없다',
    kind: 'fails',
    starts: ['수', '순'],
    followedBy: ['없', '읎'],
    within: 1,
    afterRieul: true,
    notBefore: ['없이', '없는지'],
  },
  { word: '하지 못하다', kind: 'fails', starts: ['지못'], followedBy: ['하', '해', '합', '했', '할', '한'], within: 0, denies: true },
  {
    word: '못 하다',
    kind: 'fails',
    starts: ['못'],
    followedBy: ['해', '하', '합', '받', '구', '팔', '보내', '바꿔', '바꾸', '넣', '빼', '맞', '만들', '가', '줘', '줍'],
    within: 0,
    notBefore: ['난', '생'],
  },
  {
    word: '안 하다',
    kind: 'fails',
    starts: ['안'],
    followedBy: ['합니', '해요', '하고', '하는', '받아', '받습', '받고', '팔아', '팝니', '나와요', '나옵', '해줘', '해줍', '만들', '만듭'],
    within: 0,
    beginsWord: true,
  },
  {
    word: '하지 않다',
    kind: 'fails',
    starts: ['하지않', '받지않', '팔지않', '되지않', '나지않'],
    followedBy: ['습', '아요', '고', '는', '네', '아서', '아'],
    within: 0,
    denies: true,
  },
  { word: '거절당하다', kind: 'fails', starts: ['거절당', '거부당'] },
  {
    word: '재고가 없다',
    kind: 'fails',
    starts: ['재고', '물량', '수량', '부품', '자재', '자리'],
    followedBy: ['가없', '이없', '도없', '없', '가읎', '이읎'],
    within: 1,
  },
  { word: '품절', kind: 'fails', starts: ['품절', '단종', '매진', '절판', '소진', '마감', '종료'], followedBy: isSo, within: 0 },
  {
    word: '그런 것이 없다',
    kind: 'fails',
    starts: ['서비스', '옵션', '기능', '제도'],
    followedBy: ['는없', '은없', '이없', '가없', '없'],
    within: 0,
  },
  { word: '아니요', kind: 'fails', starts: ['아니요', '아니오', '아뇨'], followedBy: [pause], within: 0, beginsClause: true },
  { word: '이미 늦다', kind: 'fails', starts: ['이미'], followedBy: ['늦었', '늦어서', '지났', '지나서'], within: 20 },

  // said by whoever asked
  {
    word: '취소',
    kind: 'withdraws',
    starts: ['취소'],
    followedBy: ['할게', '할께', '합니', '하겠', '할래', '해주', '해줘', '요', '부탁', '하고싶', '원'],
    within: 0,
    notAfter: ['결제', '중복', '자동', '예약'],
  },
  { word: '철회', kind: 'withdraws', starts: ['철회'], followedBy: ['할', '합', '하겠', '해'], within: 0 },
  { word: '포기', kind: 'withdraws', starts: ['포기'], followedBy: ['할', '합', '하겠', '해요'], within: 0 },
  { word: '그만두다', kind: 'withdraws', starts: ['그만둘', '관둘', '그만할게', '그만할래', '보류할게'] },
  { word: '없던 일로', kind: 'withdraws', starts: ['없던일', '없던걸', '없었던일', '없었던걸', '없던거로'] },
  {
    word: '필요 없다',
    kind: 'withdraws',
    starts: ['이제필요', '이젠필요', '더이상필요', '필요없어졌', '필요가없어졌', '필요없을것', '필요없게됐', '필요없게되'],
  },
  {
    word: '안 사다',
    kind: 'withdraws',
    starts: ['안살', '안사요', '안사겠', '안할래', '안할게', '안할께', '안하려', '안하겠', '안받을'],
    beginsWord: true,
  },
  {
    word: '다른 데서',
    kind: 'withdraws',
    starts: ['다른데서', '다른곳에서', '딴데서', '다른가게'],
    followedBy: ['살게', '살께', '사겠', '살래', '구매할', '주문할', '알아'],
    within: 3,
  },
  { word: '됐다', kind: 'withdraws', starts: ['그럼됐', '이제됐', '그냥됐', '됐습니', '됐어요', '됐네요', '됐고'], beginsClause: true },
];
