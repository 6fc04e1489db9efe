import { type LinearModel, weightsOf } from './linear-model.ts';

/** "TLCL" as it stands in the file: a classifier of Talklens. */
const magic = 0x4c434c54;
/** Of the layout and of what a feature is: a change of either is another version, and the files of the old one are not read any more. */
const version = 1;

const separator = '\n';
const at = { magic: 0, version: 4, unit: 8, namesLength: 16, names: 20 } as const;

/** Of the Encoding Standard, which Node and browsers have; named here since this room knows neither of them. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/**
 * A model as a file, little-endian: magic and version (two 32-bit numbers), the unit (a 64-bit float), how many bytes the names of the classes have (32
 * bits), the names with a line break between two, then a byte for each weight.
 */
export function encodeModel({ classes, weights, unit }: LinearModel): Uint8Array {
  const names = new TextEncoder().encode(classes.join(separator));
  const bytes = new Uint8Array(at.names + names.length + weights.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(at.magic, magic, true);
  view.setUint32(at.version, version, true);
  view.setFloat64(at.unit, unit, true);
  view.setUint32(at.namesLength, names.length, true);
  bytes.set(names, at.names);
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), at.names + names.length);
  return bytes;
}

/** Absent for bytes that are no model, of another version, or cut off. Whoever asked for them by their hash has compared that. */
export function decodeModel(bytes: Uint8Array): LinearModel | undefined {
  if (bytes.length < at.names) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(at.magic, true) !== magic || view.getUint32(at.version, true) !== version) return undefined;
  const from = at.names + view.getUint32(at.namesLength, true);
  const classes = new TextDecoder().decode(bytes.subarray(at.names, from)).split(separator);
  if (bytes.length !== from + weightsOf(classes.length)) return undefined;
  return { classes, unit: view.getFloat64(at.unit, true), weights: new Int8Array(bytes.slice(from).buffer) };
}
