import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../../../packages/core/src/kernel/index.ts'
import { conforms } from './conforms.ts'
import { document } from './served.ts'

const components: Record<string, JsonSchema> = {
  Leaf: { type: 'object', properties: { leaf: { type: 'boolean' } }, required: ['leaf'] },
}
const check = (schema: JsonSchema, value: unknown) => conforms(schema, value, { components })

describe('the judge of values', () => {
  it.each([
    [{ type: 'string' }, 'a', 1],
    [{ type: ['string', 'null'] }, null, 1],
    [{ type: 'integer' }, 1, 1.5],
    [{ type: 'object' }, {}, []],
    [{ const: 'a' }, 'a', 'b'],
    [{ enum: ['a', 1] }, 1, '1'],
    [{ minLength: 2 }, 'ab', 'a'],
    [{ maxLength: 1 }, '👩', 'ab'],
    [{ pattern: '^a+$' }, 'aa', 'ab'],
    [{ format: 'date-time' }, '2026-06-01T10:00:00.000Z', '2026-06-01'],
    [{ format: 'email' }, 'ada@example.com', 'ada'],
    [{ format: 'uri' }, 'https://shop.example/x', '/x'],
    [{ minimum: 0 }, 0, -1],
    [{ maximum: 3 }, 3, 4],
    [{ items: { type: 'string' }, minItems: 1, maxItems: 2 }, ['a'], ['a', 1]],
    [{ minItems: 1 }, ['a'], []],
    [{ maxItems: 1 }, ['a'], ['a', 'b']],
    [{ anyOf: [{ type: 'null' }, { $ref: '#/components/schemas/Leaf' }] }, { leaf: true }, { leaf: 1 }],
    [{ oneOf: [{ $ref: '#/components/schemas/Leaf' }] }, { leaf: true }, { leaf: true, more: 1 }],
    [
      { allOf: [{ $ref: '#/components/schemas/Leaf' }, { type: 'object', properties: { b: { type: 'null' } } }] },
      { leaf: true, b: null },
      { leaf: true, c: 1 },
    ],
    [{ type: 'object', properties: { a: { type: 'null' } }, required: ['a'] }, { a: null }, {}],
    [{ type: 'object', properties: { a: { type: 'null' } }, additionalProperties: false }, {}, { b: 1 }],
    [
      { type: 'object', additionalProperties: { type: 'integer' }, propertyNames: { maxLength: 2 } },
      { ab: 1 },
      { abc: 1 },
    ],
    [{ type: 'object', additionalProperties: { type: 'integer' } }, { a: 1 }, { a: 'x' }],
    [{ items: { $ref: '#/components/schemas/Leaf' } }, [{ leaf: true }], [{ leaf: true, hidden: 1 }]],
  ] as [JsonSchema, unknown, unknown][])('%j takes %j and not %j', (schema, right, wrong) => {
    expect(check(schema, right)).toEqual([])
    expect(check(schema, wrong).length).toBeGreaterThan(0)
  })

  it('says where', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Leaf' } } },
    }
    expect(check(schema, { items: [{ leaf: true }, {}] })).toEqual(['body.items.1.leaf is missing'])
  })

  it('passes nothing that it does not understand', () => {
    expect(() => check({ uniqueItems: true } as JsonSchema, [])).toThrow('no rule is known for uniqueItems')
    expect(() => check({ format: 'hostname' }, 'x')).toThrow('no rule is known for the format')
    expect(() => check({ $ref: '#/components/schemas/None' }, 1)).toThrow('leads nowhere')
  })

  it('understands every word of the document', () => {
    const sample = (schema: JsonSchema): void => void conforms(schema, {}, { components: document.components.schemas })
    for (const schema of Object.values(document.components.schemas)) expect(() => sample(schema)).not.toThrow()
  })
})
