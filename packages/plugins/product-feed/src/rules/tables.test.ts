import { describe, expect, it } from 'vitest'
import { spec, WITHOUT } from '../fixtures/specs.ts'
import { GOOGLE_ATTRIBUTES } from './google.ts'
import { LOCAL_ATTRIBUTES } from './local.ts'
import { META_ATTRIBUTES } from './meta.ts'
import type { Attribute } from './rule.ts'

interface GoogleTable {
  readonly attributes: readonly GoogleLine[]
  readonly localInventory: readonly GoogleLine[]
}
interface GoogleLine {
  readonly attribute: string
  readonly requirement: string
  readonly type?: string
  readonly maxLength?: number | null
  readonly values?: readonly string[] | null
}
interface MetaTable {
  readonly fields: readonly {
    readonly field: string
    readonly requirement: string
    readonly maxLength: number | null
    readonly note: string
  }[]
}

const google = spec<GoogleTable>('google-merchant/product-attributes.json')
const meta = spec<MetaTable>('meta-catalog/feed-fields.json')
const said = (attribute: Attribute) => ({
  longest: attribute.longest ?? null,
  words: attribute.words ?? null,
  isRequired: attribute.isRequired === true,
})
/** `_0` stands for all five. */
const plain = (name: string) => name.replace(/^(custom_label)_[1-4]$/, '$1_0')

describe.skipIf(google === undefined)(`rules for Google${google === undefined ? WITHOUT : ''}`, () => {
  const lines = new Map(google?.attributes.map((line) => [line.attribute, line]))

  it('are those of its table, attribute by attribute', () => {
    for (const [name, attribute] of Object.entries(GOOGLE_ATTRIBUTES)) {
      const line = lines.get(plain(name))
      const expected = {
        longest: line?.maxLength ?? null,
        words: line?.values ?? (name === 'included_destination' ? attribute.words : null),
        isRequired: line?.requirement === 'required',
      }
      expect([name, said(attribute)]).toEqual([name, expected])
    }
  })

  it('leave nothing out that is required', () => {
    const required = google?.attributes.filter(({ requirement }) => requirement === 'required') ?? []
    expect(required.length).toBeGreaterThan(5)
    for (const { attribute } of required) expect(Object.keys(GOOGLE_ATTRIBUTES)).toContain(attribute)
  })

  it('of local inventory are those of its table', () => {
    for (const { attribute, requirement, values } of google?.localInventory ?? []) {
      const ours = LOCAL_ATTRIBUTES[attribute]
      if (requirement === 'required') expect(ours?.isRequired).toBe(true)
      if (values) expect(ours?.words).toEqual(values)
    }
  })
})

describe.skipIf(meta === undefined)(`rules for Meta${meta === undefined ? WITHOUT : ''}`, () => {
  it('are those of its table, field by field', () => {
    const lines = new Map(meta?.fields.map((line) => [line.field, line]))
    for (const [name, attribute] of Object.entries(META_ATTRIBUTES)) {
      const line = lines.get(plain(name))
      /* Of all more images together, which a rule of its own checks. */
      const longest = name === 'additional_image_link' ? null : (line?.maxLength ?? null)
      const isAnyOfThree = name === 'brand'
      const expected = { longest, isRequired: line?.requirement === 'required' && !isAnyOfThree }
      const { words, ...ours } = said(attribute)
      expect([name, ours]).toEqual([name, expected])
      const told = line?.note.replace(/ \(.*$/, '').split(' | ') ?? []
      if (words !== null) expect([name, [...words].sort()]).toEqual([name, [...told].sort()])
    }
  })
})
