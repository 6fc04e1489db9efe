import catalogueJson from '../../assets/sample/catalogue.json' with { type: 'json' };
import conversationsJson from '../../assets/sample/conversations.json' with { type: 'json' };
import { CatalogueEntry } from '../../contract/product.ts';
import { Label, Text } from '../../contract/text.ts';
import { z } from '../../contract/zod.ts';

const Texts = z.array(Text).min(1);
const Names = z.array(Label).min(1);

/** What the shoppers of `assets/sample` talk about and how. */
const Conversations = z.strictObject({
  /** Categories that one shopper is interested in together. */
  bundles: z.array(Names),
  /** By category. */
  questions: z.record(z.string(), Texts),
  requests: Texts,
  /** The request that the seed's rule refuses. */
  refusedRequest: Text,
  evidence: z.strictObject({ granted: Texts, withdrawn: Texts }),
  familyNames: Names,
  givenNames: Names,
});

export const catalogue: readonly CatalogueEntry[] = z.array(CatalogueEntry).parse(catalogueJson);
export const conversations = Conversations.parse(conversationsJson);
