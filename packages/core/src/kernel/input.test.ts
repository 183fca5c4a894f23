import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { always } from '../testing/fixtures/property.ts'
import { route } from './contract.ts'
import { parsePart } from './input.ts'
import type { Problem } from './problem.ts'
import { queryReader } from './query-string.ts'

const Line = v.strictObject({ sku: v.string(), quantity: v.pipe(v.number(), v.integer(), v.minValue(1)) })
const Body = v.strictObject({
  email: v.optional(v.pipe(v.string(), v.email())),
  lines: v.array(Line),
  labels: v.optional(v.record(v.string(), v.string())),
  delivery: v.optional(
    v.variant('type', [
      v.strictObject({ type: v.literal('pickup'), locationId: v.string() }),
      v.strictObject({ type: v.literal('shipping'), postalCode: v.string() }),
    ]),
  ),
})

function refusal(work: () => unknown): Problem {
  try {
    work()
  } catch (error) {
    return error as Problem
  }
  throw new Error('nothing was refused')
}

const body = (value: unknown) => refusal(() => parsePart('body', Body, value))

describe('a body', () => {
  it('is given back as it is when it is right', () => {
    const good = { email: 'jane@example.com', lines: [{ sku: 'A', quantity: 2 }] }
    expect(parsePart('body', Body, good)).toEqual(good)
  })

  it.each([
    [{ lines: [{ sku: 'A', quantity: 0 }] }, 'body.lines.0.quantity', 'min_value'],
    [{ lines: [{ sku: 'A', quantity: '2' }] }, 'body.lines.0.quantity', 'number'],
    [{ lines: [{ quantity: 2 }] }, 'body.lines.0.sku', 'required'],
    [{}, 'body.lines', 'required'],
    [{ lines: {} }, 'body.lines', 'array'],
    [[], 'body', 'object'],
    [null, 'body', 'strict_object'],
    ['text', 'body', 'strict_object'],
    [{ lines: [], email: 'jane' }, 'body.email', 'email'],
    [{ lines: [], delivery: { type: 'drone' } }, 'body.delivery.type', 'variant'],
  ])('%j is refused at %s', (value, path, code) => {
    expect(body(value)).toMatchObject({ code: 'request.invalid', status: 400, errors: [{ path, code }] })
  })

  it.each([
    [{ lines: [], emial: 'x' }, 'body.emial', 'Did you mean email?'],
    [{ lines: [{ sku: 'A', quantity: 1, quantiti: 1 }] }, 'body.lines.0.quantiti', 'Did you mean quantity?'],
    [{ lines: [], colour: 'red' }, 'body.colour', 'Known here: email, lines, labels, delivery.'],
    [
      { lines: [], delivery: { type: 'pickup', locationId: 'l', locationid: 'x' } },
      'body.delivery.locationid',
      'Did you mean locationId?',
    ],
    [JSON.parse('{"lines":[],"__proto__":{"isAdmin":true}}'), 'body.__proto__', 'Known here'],
  ])('%j names a key nobody knows', (value, path, hint) => {
    const problem = body(value)
    expect(problem).toMatchObject({ errors: [{ path, code: 'unknown', message: expect.stringContaining(hint) }] })
    expect(problem.hint).toContain(hint.replace(/^is not known\. /, ''))
  })

  it('of any kind is taken or refused, never a failure, and the refusal stays small', () => {
    always(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({ lines: fc.jsonValue(), email: fc.jsonValue() }),
          fc.dictionary(fc.string(), fc.anything()),
        ),
        (value) => {
          try {
            parsePart('body', Body, value)
          } catch (error) {
            expect(error).toMatchObject({ code: 'request.invalid', status: 400 })
            expect((error as Problem).errors?.length).toBeGreaterThan(0)
          }
        },
      ),
    )
    const many = body({ lines: Array.from({ length: 5_000 }, () => ({})), ['x'.repeat(100_000)]: 1 })
    expect(JSON.stringify(many.errors).length).toBeLessThan(20_000)
  })

  it('with a wrong value is told what was sent, unless that may be a secret', () => {
    const schema = v.strictObject({ size: v.number(), password: v.string(), tokens: v.array(v.string()) })
    const said = (body: unknown) => {
      try {
        return parsePart('body', schema, body)
      } catch (error) {
        return JSON.stringify(error)
      }
    }
    const right = { size: 1, password: 'hunter2', tokens: [] }
    expect(said({ ...right, size: 'small' })).toContain('received')
    for (const body of [{ ...right, password: 471_147 }, { ...right, tokens: [471_147] }, '{"password":"471147"}'])
      expect(said(body)).not.toContain('471')
  })

  it('cannot reach the prototype of objects', () => {
    const read = parsePart(
      'body',
      Body,
      JSON.parse('{"lines":[],"labels":{"__proto__":"x","constructor":"y","a":"b"}}'),
    )
    expect(read).toEqual({ lines: [], labels: { a: 'b' } })
    expect(({} as { a?: string }).a).toBeUndefined()
  })
})

const read = queryReader(
  route.get('/products', {
    query: v.object({
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 20),
      q: v.optional(v.string()),
      available: v.optional(v.boolean()),
      fields: v.optional(v.array(v.picklist(['title', 'price']))),
      'price.min': v.optional(v.pipe(v.number(), v.safeInteger())),
      'option.*': v.optional(v.record(v.string(), v.string())),
      'attribute.*': v.optional(v.record(v.string(), v.array(v.string()))),
    }),
  }),
)
const parse = (text: string) => read(new URLSearchParams(text))
const query = (text: string) => refusal(() => parse(text))

describe('a query string', () => {
  it('becomes what the schema wants', () => {
    expect(parse('limit=5&q=5&available=true&fields=title,price&price.min=-100')).toEqual({
      limit: 5,
      q: '5',
      available: true,
      fields: ['title', 'price'],
      'price.min': -100,
    })
    expect(parse('')).toEqual({ limit: 20 })
    expect(parse('fields=title&fields=price')).toMatchObject({ fields: ['title', 'price'] })
  })

  it('collects families of names', () => {
    const found = parse('option.size=M&option.colour+of+lid=red&attribute.wood=oak&attribute.wood=ash')
    expect(found).toMatchObject({
      'option.*': { size: 'M', 'colour of lid': 'red' },
      'attribute.*': { wood: ['oak', 'ash'] },
    })
  })

  it('leaves the commas inside of texts alone', () => {
    expect(parse('attribute.width=10,5+cm&attribute.width=7+cm')).toMatchObject({
      'attribute.*': { width: ['10,5 cm', '7 cm'] },
    })
  })

  it.each([
    ['limit=0', 'query.limit'],
    ['limit=101', 'query.limit'],
    ['limit=ten', 'query.limit'],
    ['limit=', 'query.limit'],
    ['limit=1e2', 'query.limit'],
    ['limit=0x10', 'query.limit'],
    ['limit=5.5', 'query.limit'],
    ['limit= 5', 'query.limit'],
    ['limit=NaN', 'query.limit'],
    ['limit=Infinity', 'query.limit'],
    ['price.min=9007199254740993', 'query.price.min'],
    ['price.min=99999999999999999999', 'query.price.min'],
    ['available=yes', 'query.available'],
    ['available=1', 'query.available'],
    ['fields=weight', 'query.fields.0'],
    ['q=a&q=b', 'query.q'],
    ['option.size=M&option.size=L', 'query.option.size'],
  ])('%s is refused at %s', (text, path) => {
    expect(query(text)).toMatchObject({ code: 'request.invalid', errors: [{ path }] })
  })

  it.each([
    ['limti=5', 'Did you mean limit?'],
    ['utm_source=mail', 'Known here: limit'],
    ['option.=x', 'Did you mean option.*?'],
    ['option=x', 'Did you mean option.*?'],
    ['__proto__=x', 'Known here'],
    ['constructor=x', 'Known here'],
    ['toString=x', 'Known here'],
  ])('%s names a parameter nobody knows', (text, hint) => {
    expect(query(text)).toMatchObject({ errors: [{ code: 'unknown' }], hint: expect.stringContaining(hint) })
  })

  it('takes every name where the schema is a record, and lists what is named twice', () => {
    const any = queryReader(
      route.text('/back', { query: v.record(v.string(), v.union([v.string(), v.array(v.string())])) }),
    )
    expect(any(new URLSearchParams('code=1&scope=a&scope=b'))).toEqual({ code: '1', scope: ['a', 'b'] })
  })

  it('takes nothing where the endpoint knows nothing', () => {
    const none = queryReader(route.get('/health', {}))
    expect(none(new URLSearchParams())).toEqual({})
    expect(refusal(() => none(new URLSearchParams('a=1')))).toMatchObject({ hint: 'Nothing is accepted here.' })
  })

  it('takes the name of a family for one of its members', () => {
    expect(parse('option.*=x&option.a=y')).toMatchObject({ 'option.*': { '*': 'x', a: 'y' } })
  })

  it('of any kind is taken or refused, never a failure', () => {
    const name = fc.oneof(
      fc.constantFrom('limit', 'q', 'fields', 'option.a', 'option.__proto__', 'option.*', 'price.min'),
      fc.string(),
    )
    always(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        try {
          read(new URLSearchParams(pairs))
        } catch (error) {
          expect(error).toMatchObject({ code: 'request.invalid', status: 400 })
        }
      }),
    )
  })
})
