import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { always } from '../testing/fixtures/property.ts'
import { picker } from './answer.ts'

const secret = { passwordHash: 'canary', cost: 5 }

interface Branch {
  readonly name: string
  readonly children: readonly Branch[]
}
const Branch: v.GenericSchema<Branch> = v.object({ name: v.string(), children: v.array(v.lazy(() => Branch)) })

describe('an answer keeps only what its schema declares', () => {
  const Product = v.object({ id: v.string(), title: v.string() })
  const product = { id: 'prd_1', title: 'Smoker', ...secret }
  const bare = { id: 'prd_1', title: 'Smoker' }

  it.each<[string, v.GenericSchema, unknown, unknown]>([
    ['objects', Product, product, bare],
    ['strict objects', v.strictObject({ id: v.string() }), product, { id: 'prd_1' }],
    ['lists', v.array(Product), [product, product], [bare, bare]],
    ['tuples', v.tuple([v.number(), Product]), [1, product], [1, bare]],
    ['records', v.record(v.string(), Product), { a: product }, { a: bare }],
    ['optional parts', v.object({ product: v.optional(Product) }), { product, ...secret }, { product: bare }],
    ['nullable parts', v.object({ product: v.nullable(Product) }), { product: null, ...secret }, { product: null }],
    [
      'checked objects',
      v.pipe(
        Product,
        v.check(() => true),
      ),
      product,
      bare,
    ],
    ['readonly objects', v.pipe(Product, v.readonly()), product, bare],
    ['unions', v.union([v.string(), Product]), product, bare],
    ['unions of scalars', v.union([v.string(), v.number()]), 5, 5],
    [
      'intersections',
      v.intersect([Product, v.object({ price: v.number() })]),
      { ...product, price: 5 },
      { ...bare, price: 5 },
    ],
    [
      'objects that hold themselves',
      Branch,
      { name: 'a', children: [{ name: 'b', children: [], ...secret }], ...secret },
      { name: 'a', children: [{ name: 'b', children: [] }] },
    ],
    [
      'objects with a rest',
      v.objectWithRest({ id: v.string() }, Product),
      { id: 'x', other: product },
      { id: 'x', other: bare },
    ],
    ['loose objects', v.looseObject({ product: Product }), { product, more: 1 }, { product: bare, more: 1 }],
  ])('in %s', (_, schema, value, expected) => {
    expect(picker(schema)(value)).toEqual(expected)
  })

  const Status = v.variant('kind', [
    v.object({ kind: v.literal('open'), until: v.string() }),
    v.object({ kind: v.picklist(['closed', 'gone']), reason: v.string() }),
  ])

  it('in variants, by their discriminator, of one value or several', () => {
    expect(picker(Status)({ kind: 'open', until: 'x', reason: 'y', ...secret })).toEqual({ kind: 'open', until: 'x' })
    expect(picker(Status)({ kind: 'gone', until: 'x', reason: 'y', ...secret })).toEqual({ kind: 'gone', reason: 'y' })
  })

  it('and says nothing at all when no branch of a variant fits', () => {
    expect(() => picker(Status)({ kind: 'new', ...secret })).toThrow('no declared kind')
  })

  it('at any depth, for any value', () => {
    const { schema, value } = fc.letrec<{ schema: v.GenericSchema; value: unknown }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 3 },
        fc.constant(v.string()),
        tie('schema').map((inner) => v.array(inner as v.GenericSchema)),
        tie('schema').map((inner) =>
          v.object({ a: inner as v.GenericSchema, b: v.optional(inner as v.GenericSchema) }),
        ),
      ),
      value: fc.anything(),
    }))
    always(
      fc.property(schema, value, (shape, noise) => {
        const filled = fill(shape as v.GenericSchema, noise)
        const picked = picker(shape as v.GenericSchema)(filled)
        expect(v.is(shape as v.GenericSchema, picked)).toBe(true)
        expect(JSON.stringify(picked)).not.toContain('canary')
      }),
    )
  })
})

/** A value of the schema with something undeclared in every object. */
function fill(schema: v.GenericSchema, noise: unknown): unknown {
  const { type, item, entries, wrapped } = schema as unknown as {
    type: string
    item: v.GenericSchema
    entries: Record<string, v.GenericSchema>
    wrapped?: v.GenericSchema
  }
  if (wrapped !== undefined) return fill(wrapped, noise)
  if (type === 'array') return [fill(item, noise), fill(item, noise)]
  if (type === 'object')
    return {
      ...Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, fill(entry, noise)])),
      canary: noise,
      other: 'canary',
    }
  return 'text'
}
