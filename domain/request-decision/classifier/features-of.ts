import { featurePlaces, readable, visitFeatures } from './text-features.ts';

/** In which text each place was seen last, by number. Kept, since clearing it would cost more than the text. */
const seenIn = new Uint32Array(featurePlaces);
let texts = 0;

/** The places of a text's features, each once, in the order in which they come. */
export function featuresOf(text: string): Uint16Array {
  texts = (texts + 1) >>> 0 || forgotten();
  const places: number[] = [];
  visitFeatures(readable(text), (place) => {
    if (seenIn[place] === texts) return;
    seenIn[place] = texts;
    places.push(place);
  });
  return Uint16Array.from(places);
}

/** The numbers have come round. */
function forgotten(): number {
  seenIn.fill(0);
  return 1;
}
