import { describe, expect, test } from 'vitest';
import { failureCodes } from '../../contract/failure.ts';
import { catalogues } from './catalogues.ts';

type Tree = { readonly [key: string]: string | Tree };

const paths = (tree: Tree, under = ''): readonly (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[under + key, value] as const] : paths(value, `${under}${key}.`),
  );

/** English counts in two forms where Korean has one. */
const withoutPlural = (path: string) => path.replace(/_(one|other)$/, '');

const holes = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)(?:, \w+)?\}\}/g)].map(([, name]) => name))].sort();

describe.each(Object.keys(catalogues.ko) as (keyof typeof catalogues.ko)[])('given the catalogue %s', (name) => {
  const korean = paths(catalogues.ko[name]);
  const english = paths(catalogues.en[name]);

  test('Korean and English have the same keys', () => {
    const keys = (entries: typeof korean) => [...new Set(entries.map(([path]) => withoutPlural(path)))].sort();

    expect(keys(english)).toEqual(keys(korean));
  });

  test('no word is empty', () => {
    expect([...korean, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('a plural in English has both its forms', () => {
    const forms = english.map(([path]) => path).filter((path) => /_(one|other)$/.test(path));

    expect(
      forms.filter((path) => !forms.includes(`${withoutPlural(path)}_one`) || !forms.includes(`${withoutPlural(path)}_other`)),
    ).toEqual([]);
  });

  test('both languages fill in the same values', () => {
    const of = (entries: typeof korean) => new Map(entries.map(([path, text]) => [withoutPlural(path), holes(text)]));

    expect(of(english)).toEqual(of(korean));
  });
});

describe.each(['ko', 'en'] as const)('given %s', (language) => {
  test('every failure a user can meet has words', () => {
    const words = new Set(paths(catalogues[language].failures).map(([path]) => path));

    expect(failureCodes.filter((code) => !words.has(code))).toEqual([]);
    expect([...words].filter((path) => !(failureCodes as readonly string[]).includes(path))).toEqual([]);
  });
});
