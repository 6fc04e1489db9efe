/** The credentials of the matrix. Two workspaces have a client of the same name on purpose. */
export const principals = ['shop/chatbot', 'shop/other', 'rival/chatbot', 'rival/other'] as const;
export type Name = (typeof principals)[number];

/** Who may do what with a topic; nobody where it does not say. Written by hand, from the protocol's page. */
export type TopicRow = Readonly<{ topic: string; publish?: Name; subscribe?: Name }>;

const fullWidthShop = '\uff53\uff48\uff4f\uff50';

/**
 * A will may go where its client may publish; a retained message nowhere. A topic that is one's own `up` with a kind that is none of
 * ours is taken and put aside, so it counts as allowed.
 */
export const topicTable: readonly TopicRow[] = [
  { topic: 'talklens/v1/shop/chatbot/up/searched', publish: 'shop/chatbot' },
  { topic: 'talklens/v1/shop/chatbot/up/shouted', publish: 'shop/chatbot' },
  { topic: 'talklens/v1/shop/other/up/searched', publish: 'shop/other' },
  { topic: 'talklens/v1/rival/chatbot/up/searched', publish: 'rival/chatbot' },
  { topic: 'talklens/v1/rival/other/up/requested', publish: 'rival/other' },
  { topic: 'talklens/v1/shop/chatbot/down/accepted', subscribe: 'shop/chatbot' },
  { topic: 'talklens/v1/shop/chatbot/down/+', subscribe: 'shop/chatbot' },
  { topic: 'talklens/v1/shop/chatbot/down/#', subscribe: 'shop/chatbot' },
  { topic: 'talklens/v1/shop/other/down/#', subscribe: 'shop/other' },
  { topic: 'talklens/v1/rival/chatbot/down/#', subscribe: 'rival/chatbot' },
  { topic: 'talklens/v1/rival/other/down/refused', subscribe: 'rival/other' },
  { topic: 'talklens/v1/shop/nobody/up/searched' },
  { topic: 'talklens/v1/shop/chatbot2/up/searched' },
  { topic: 'talklens/v1/shop/chatbo/up/searched' },
  { topic: 'talklens/v1/SHOP/chatbot/up/searched' },
  { topic: `talklens/v1/${fullWidthShop}/chatbot/up/searched` },
  { topic: 'talklens/v1/shop/chatbot/up' },
  { topic: 'talklens/v1/shop/chatbot/up/' },
  { topic: 'talklens/v1/shop/chatbot/up/searched/' },
  { topic: 'talklens/v1/shop/chatbot/up/searched/more' },
  { topic: 'talklens/v1/shop/chatbot/up/../../other/up/searched' },
  { topic: 'talklens/v1/shop/chatbot//up/searched' },
  { topic: '/talklens/v1/shop/chatbot/up/searched' },
  { topic: 'talklens/v2/shop/chatbot/up/searched' },
  { topic: 'talklens/v1/shop/chatbot/up/+' },
  { topic: 'talklens/v1/shop/chatbot/up/#' },
  { topic: 'talklens/v1/shop/chatbot/down' },
  { topic: 'talklens/v1/shop/chatbot/down/accepted/more' },
  { topic: 'talklens/v1/shop/chatbot/#' },
  { topic: 'talklens/v1/shop/+/down/#' },
  { topic: 'talklens/v1/+/chatbot/down/#' },
  { topic: 'talklens/#' },
  { topic: '+/+/+/+/+/+' },
  { topic: '#' },
  { topic: '$share/group/talklens/v1/shop/chatbot/down/#' },
  { topic: '$SYS/#' },
  { topic: '$SYS/broker' },
  { topic: '' },
];
