import { describe, expect, it } from 'vitest'
import { schema } from '../fixtures/product-type.ts'
import { faultsOf } from './check.ts'
import { type SchemaNode, withoutWords } from './schema.ts'

/** As JSON, since an object with `then` passes for a promise. */
const conditional: SchemaNode = JSON.parse(
  '{ "if": { "required": ["a"] }, "then": { "required": ["b"] }, "else": { "required": ["c"] } }',
)

const told = (node: SchemaNode, value: unknown) =>
  faultsOf(node, value, { root: node, path: [] }).map(({ path, keyword }) => `${path.join('.')} ${keyword}`.trim())

describe('a schema', () => {
  it.each([
    [{ type: 'string' }, 7, ['type']],
    [{ type: ['string', 'null'] }, null, []],
    [{ type: 'integer' }, 1.5, ['type']],
    [{ type: 'object' }, [], ['type']],
    [{ enum: ['a', 'b'] }, 'c', ['enum']],
    [{ const: true }, false, ['enum']],
    [{ minLength: 2, maxLength: 3 }, '😀😀😀', []],
    [{ maxUtf8ByteLength: 8 }, '😀😀😀', ['maxUtf8ByteLength']],
    [{ minimum: 0, exclusiveMaximum: 5 }, 5, ['exclusiveMaximum']],
    [{ maximum: 5 }, 6, ['maximum']],
    [{ pattern: '^[A-Z]+$' }, 'ab', ['pattern']],
    [{ pattern: '(unreadable' }, 'ab', []],
    [{ minItems: 1 }, [], ['minItems']],
    [{ maxItems: 1, items: { type: 'string' } }, ['a', 2], ['maxItems', '1 type']],
    [{ required: ['a'], properties: { a: {} } }, {}, ['a required']],
    [{ properties: { a: {} }, additionalProperties: false }, { b: 1 }, ['b additionalProperties']],
    [{ allOf: [{ minimum: 2 }, { maximum: 1 }] }, 1.5, ['minimum', 'maximum']],
    [{ anyOf: [{ required: ['a', 'b'] }, { required: ['c'] }] }, {}, ['c required']],
    [{ oneOf: [{ type: 'string' }, { type: 'number' }] }, 1, []],
    [{ not: { required: ['a'] } }, { a: 1 }, ['not']],
    [conditional, { a: 1 }, ['b required']],
    [conditional, {}, ['c required']],
    [{ contains: { enum: [1] } }, [2, 3], ['contains']],
    [{ maxUniqueItems: 1, selectors: ['l'] }, [{ l: 'de' }, { l: 'en' }], []],
    [{ maxUniqueItems: 1, selectors: ['l'] }, [{ l: 'de' }, { l: 'de' }], ['maxUniqueItems']],
    [{ $defs: { a: { type: 'string' } }, properties: { x: { $ref: '#/$defs/a' } } }, { x: 1 }, ['x type']],
    [{ allOf: [false] }, 1, ['false']],
    [{ unheardOf: 3 }, 'anything', []],
  ])('%j says of %j: %j', (node, value, faults) => {
    expect(told(node, value)).toEqual(faults)
  })

  it('means the same without the words that people read', () => {
    const kept = withoutWords(schema)
    const value = { item_name: [{ value: 'x'.repeat(50) }], country_of_origin: [{ value: 'DE' }] }
    expect(told(kept, value)).toEqual(told(schema, value))
    expect(JSON.stringify(kept)).not.toContain('Germany')
  })

  it('keeps a property that is called as a word is', () => {
    const node = { properties: { description: { type: 'string', description: 'words' } } }
    expect(withoutWords(node)).toEqual({ properties: { description: { type: 'string' } } })
  })
})
