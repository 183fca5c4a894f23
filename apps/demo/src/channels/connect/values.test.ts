import { describe, expect, it } from 'vitest'
import type { Form } from '../../storefront/form.ts'
import { linesOf, overridesOf, pairsOf } from '../overrides.ts'
import { policiesOf, textOf, valuesOf } from './values.ts'

const filled = (fields: Readonly<Record<string, string>>): Form => ({
  get: (name) => fields[name] ?? '',
  has: (name) => Object.hasOwn(fields, name),
  names: () => Object.keys(fields),
})
const texts = { type: 'object', additionalProperties: { type: 'string' } }
const schema = {
  properties: {
    site: { enum: ['NL', 'PL'] },
    tax: { type: 'number' },
    isQuick: { type: 'boolean' },
    words: texts,
    hosts: { type: 'array', items: { type: 'string' } },
    places: { type: 'array', items: { type: 'object' } },
    note: { type: 'string' },
    secret: { type: 'string', 'x-secret': true },
  },
  required: ['site'],
}

describe('a form that is drawn from a schema', () => {
  it('gives each value in the kind that the schema wants, and leaves out what was left empty', () => {
    const form = filled({
      's.site': 'PL',
      's.tax': '21.5',
      's.isQuick': 'yes',
      's.words': 'Merk = Lipova\nKleur=geel',
      's.hosts': 'a.example\n b.example',
      's.places': '[{"location":"north"}]',
      's.note': '  ',
    })
    expect(valuesOf(schema, { form, prefix: 's' })).toEqual({
      ...{ site: 'PL', tax: 21.5, isQuick: true },
      words: { Merk: 'Lipova', Kleur: 'geel' },
      hosts: ['a.example', 'b.example'],
      places: [{ location: 'north' }],
    })
  })

  it('sends on what it cannot read, so that it is refused in words', () => {
    const form = filled({ 's.tax': 'much', 's.places': 'here', 's.site': 'XX' })
    expect(valuesOf(schema, { form, prefix: 's' })).toEqual({ isQuick: false, tax: 'much', places: 'here', site: 'XX' })
  })

  it('shows values as they are written, and secrets never', () => {
    const { words, places, secret, isQuick } = schema.properties
    expect(textOf(words, { Merk: 'Lipova' })).toBe('Merk = Lipova')
    expect([textOf(places, []), textOf(places, [1])]).toEqual(['', '[1]'])
    expect([textOf(isQuick, true), textOf(isQuick, false)]).toEqual(['yes', ''])
    expect(textOf(secret, 'hunter2')).toBe('')
  })

  it('keeps the policies that it does not show', () => {
    const before = { stockPolicy: { cap: 1, buffer: 4 }, pricePolicy: { add: 100 } }
    const form = filled({ 'stock.buffer': '', 'price.percent': '12', 'price.ending': '99' })
    expect(policiesOf(form, before)).toEqual({
      stockPolicy: { cap: 1 },
      pricePolicy: { add: 100, percent: 12, ending: 99 },
    })
  })
})

describe('what is shown in place of the shop’s own', () => {
  it('is written a line each, comes back as it was, and may hold the sign itself', () => {
    const attributes = { weight: 3, frame: ['a', 'b'], isNew: true, colour: 'red' }
    const form = filled({ title: ' Hive ', attributes: `${linesOf(attributes)}\nsize = L | M` })
    expect(overridesOf(form, { attributes, pictures: ['https://example.com/a.png'] })).toEqual({
      title: 'Hive',
      pictures: ['https://example.com/a.png'],
      attributes: { ...attributes, size: ['L', 'M'] },
    })
    expect(pairsOf('colour=red = rot\nnothing\n = x\ny =')).toEqual({ 'colour=red': 'rot' })
  })
})
