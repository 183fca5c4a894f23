import { describe, expect, it } from 'vitest'
import * as seed from './index.ts'
import { LANGUAGES, PRODUCTS, type Texts } from './index.ts'

type Found = { path: string; texts: Texts }

/** Every object in the seed with a key that only a language can be (`pl` and `nl` are markets, too). */
function textsIn({ value, path }: { value: unknown; path: string }): Found[] {
  if (typeof value !== 'object' || value === null) return []
  if (['en', 'uk', 'ru'].some((language) => Object.hasOwn(value, language))) return [{ path, texts: value as Texts }]
  return Object.entries(value).flatMap(([key, inner]) => textsIn({ value: inner, path: `${path}.${key}` }))
}

const all = textsIn({ value: { ...seed }, path: 'seed' })
const prose = all.filter(({ path }) => /\.(title|subtitle|description|tagline|footer|hint|pickupNote)$/.test(path))
const descriptions = PRODUCTS.map(({ handle, description }) => ({ handle, description }))

const CYRILLIC = /\p{Script=Cyrillic}/u
const letters = (text: string) => text.match(/\p{L}/gu) ?? []
const wrong = (test: (texts: Texts) => boolean, among: readonly Found[] = all) =>
  among.filter(({ texts }) => test(texts)).map(({ path }) => path)

describe('texts', () => {
  it('are found where they should be', () => {
    expect(all.length).toBeGreaterThan(500)
    expect(prose.length).toBeGreaterThan(200)
  })

  it('are present in five languages, without stray spaces', () => {
    const bad = wrong((texts) =>
      LANGUAGES.some((language) => {
        const text: unknown = texts[language]
        return typeof text !== 'string' || text === '' || text !== text.trim() || /\s{2}|\n/.test(text)
      }),
    )
    expect(bad).toEqual([])
  })

  it('keep Cyrillic out of English, Polish and Dutch', () => {
    expect(wrong(({ en, pl, nl }) => CYRILLIC.test(en + pl + nl))).toEqual([])
  })

  it('write Ukrainian and Russian in Cyrillic, with Latin only in names', () => {
    const share = (text: string) =>
      letters(text).filter((letter) => CYRILLIC.test(letter)).length / letters(text).length
    expect(wrong(({ uk, ru }) => share(uk) < 0.75 || share(ru) < 0.75, prose)).toEqual([])
    const same = ({ en, uk, pl, nl, ru }: Texts) => new Set([en, uk, pl, nl, ru]).size === 1
    expect(wrong((texts) => !same(texts) && !(CYRILLIC.test(texts.uk) && CYRILLIC.test(texts.ru)))).toEqual([])
  })

  it('never mix both alphabets in one word', () => {
    const mixed = /\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic}/u
    expect(wrong(({ uk, ru }) => mixed.test(uk) || mixed.test(ru))).toEqual([])
  })

  it('tell Ukrainian from Russian by their letters', () => {
    expect(wrong(({ uk }) => /[ыэъё]/i.test(uk))).toEqual([])
    expect(wrong(({ ru }) => /[іїєґ]/i.test(ru))).toEqual([])
  })

  it('differ between Ukrainian and Russian wherever there is prose', () => {
    expect(wrong(({ uk, ru }) => uk === ru, prose)).toEqual([])
  })
})

describe('descriptions', () => {
  it.each(descriptions)('of $handle run to two, three or four sentences in every language', ({ description }) => {
    for (const language of LANGUAGES) {
      const sentences = description[language].split(/(?<=[.!?])\s+(?=\p{Lu})/u)
      expect(sentences.length).toBeGreaterThanOrEqual(2)
      expect(sentences.length).toBeLessThanOrEqual(4)
      expect(description[language]).toMatch(/[.!?]$/)
    }
  })

  it.each(descriptions)('of $handle sound like their language', ({ description: { en, uk, pl, nl, ru } }) => {
    expect(en).toMatch(/\b(the|a|and|it)\b/i)
    expect(nl).toMatch(/\b(de|het|een|en)\b/i)
    expect(pl).toMatch(/[ąćęłńóśźż]/)
    expect(uk).toMatch(/[іїєґ]/)
    expect(ru).toMatch(/[ыэъё]/)
    expect(new Set([en, uk, pl, nl, ru]).size).toBe(5)
  })

  it('say the same numbers in every language', () => {
    const numbers = (text: string) => (text.replace(/(\d),(\d)/g, '$1.$2').match(/\d+(?:\.\d+)?/g) ?? []).join(' ')
    const off = PRODUCTS.flatMap(({ handle, title, subtitle, description }) =>
      [title, subtitle, description].flatMap((texts) =>
        LANGUAGES.filter((language) => numbers(texts[language]) !== numbers(texts.en)).map((it) => `${handle} ${it}`),
      ),
    )
    expect(off).toEqual([])
  })

  it('are never used twice', () => {
    for (const language of LANGUAGES) {
      const texts = PRODUCTS.flatMap(({ title, subtitle, description }) =>
        [title, subtitle, description].map((it) => it[language]),
      )
      expect(new Set(texts).size).toBe(texts.length)
    }
  })
})

describe('options', () => {
  it('have names that differ within one option in every language', () => {
    for (const { options } of PRODUCTS) {
      for (const { values } of options) {
        for (const language of LANGUAGES) {
          const names = values.map(({ name }) => name[language])
          expect(new Set(names).size).toBe(names.length)
        }
      }
    }
  })

  it('count in the plural that the number asks for', () => {
    const long = PRODUCTS.find(({ handle }) => handle === 'long-hive')
    expect(long?.options[0]?.values.map(({ name }) => [name.uk, name.pl, name.ru])).toEqual([
      ['16 рамок', '16 ramek', '16 рамок'],
      ['20 рамок', '20 ramek', '20 рамок'],
      ['24 рамки', '24 ramki', '24 рамки'],
    ])
  })
})
