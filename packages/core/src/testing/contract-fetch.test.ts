import { describe, expect, it } from 'vitest'
import { contractFetch, contractFile } from './contract-fetch.ts'

const base = 'https://api.bazaar.example/v1'

const document = {
  openapi: '3.0.3',
  security: [{ oauth: [] }],
  components: {
    securitySchemes: { oauth: { type: 'oauth2' }, basic: { type: 'http', scheme: 'basic' } },
    parameters: { page: { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1 } } },
    schemas: {
      Offer: {
        type: 'object',
        required: ['id', 'title', 'kind'],
        properties: {
          id: { type: 'string', readOnly: true },
          title: { type: 'string', maxLength: 5, nullable: true },
          price: { type: 'number', minimum: 0, exclusiveMinimum: true },
          more: { type: 'object', additionalProperties: true },
          kind: { oneOf: [{ $ref: '#/components/schemas/Tall' }, { $ref: '#/components/schemas/Wide' }] },
        },
      },
      Shape: {
        type: 'object',
        discriminator: { propertyName: 'is', mapping: { tall: '#/components/schemas/Tall', wide: 'Wide' } },
        oneOf: [{ $ref: '#/components/schemas/Tall' }, { $ref: '#/components/schemas/Wide' }],
      },
      Tall: {
        allOf: [{ $ref: '#/components/schemas/Base' }, { type: 'object', properties: { height: { type: 'integer' } } }],
      },
      Wide: { type: 'object', properties: { is: { type: 'string' }, width: { type: 'integer' } }, required: ['width'] },
      Base: { type: 'object', properties: { is: { type: 'string' } } },
      Code: { type: 'object', required: ['rolling'], properties: { rolling: { type: 'boolean' } } },
    },
  },
  paths: {
    '/offers/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^\\d+$' } }],
      get: {
        operationId: 'offers/get',
        parameters: [
          { $ref: '#/components/parameters/page' },
          { name: 'x-region', in: 'header', required: true, schema: { type: 'string', enum: ['eu', 'na'] } },
          {
            name: 'fields',
            in: 'query',
            explode: false,
            schema: { type: 'array', maxItems: 2, items: { enum: ['a', 'b'] } },
          },
        ],
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Offer' } } } },
          404: { content: { 'application/json': { schema: { type: 'object', required: ['code'] } } } },
        },
      },
      put: {
        operationId: 'offers/put',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Offer' } } },
        },
        responses: { 204: {} },
      },
    },
    '/offers/mine': {
      get: {
        operationId: 'offers/mine',
        responses: { 200: { content: { 'application/json': { example: { mine: 7 } } } } },
      },
    },
    '/shapes': {
      post: {
        operationId: 'shapes/post',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Shape' } } } },
        responses: { 204: {} },
      },
    },
    '/token': {
      post: {
        operationId: 'token',
        security: [{ basic: [] }],
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: {
                type: 'object',
                required: ['grant'],
                properties: { grant: { enum: ['code', 'none'] } },
                discriminator: { propertyName: 'grant', mapping: { code: '#/components/schemas/Code' } },
              },
            },
          },
        },
        responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } },
      },
    },
  },
}

const authorization = 'Bearer token'
const fetchOf = (answer?: () => Response) =>
  contractFetch({ documents: [{ document, base }], ...(answer === undefined ? {} : { answer }) })
const json = (body: unknown, method = 'PUT') => ({
  method,
  headers: { authorization, 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

describe('a fetch that knows the contract', () => {
  it('answers with what the contract gives as an example, or with one of its schema', async () => {
    const fetch = fetchOf()
    expect(await (await fetch(`${base}/offers/mine`, { headers: { authorization } })).json()).toEqual({ mine: 7 })
    const headers = { authorization, 'x-region': 'eu' }
    expect(await (await fetch(`${base}/offers/5?page=2&fields=a,b`, { headers })).json()).toMatchObject({
      title: 'text',
    })
    expect(fetch.calls).toMatchObject([
      { operationId: 'offers/mine' },
      { operationId: 'offers/get', params: { id: '5' } },
    ])
    expect(fetch.violations).toEqual([])
  })

  it.each([
    ['a path that is not there', '/offer/5', {}, /no operation/],
    ['a method that is not there', '/offers/mine', { method: 'DELETE' }, /no operation/],
    ['a host that is not the contract’s', 'https://elsewhere.example/v1/offers/mine', {}, /no operation/],
    ['a wrong value in the path', '/offers/x', { headers: { authorization, 'x-region': 'eu' } }, /path id: .*pattern/],
    ['a missing header', '/offers/5', { headers: { authorization } }, /offers\/get .*header x-region is required/],
    ['a wrong header', '/offers/5', { headers: { authorization, 'x-region': 'mars' } }, /header x-region: .*"eu","na"/],
    [
      'an unknown query parameter',
      '/offers/5?pag=1',
      { headers: { authorization, 'x-region': 'eu' } },
      /query pag is unknown/,
    ],
    [
      'a query parameter of another type',
      '/offers/5?page=x',
      { headers: { authorization, 'x-region': 'eu' } },
      /query page: .*integer/,
    ],
    [
      'a list that is too long',
      '/offers/5?fields=a,b,a',
      { headers: { authorization, 'x-region': 'eu' } },
      /query fields: .*2 items/,
    ],
    ['no authorization', '/offers/mine', {}, /security is missing: oauth2/],
    ['no body', '/offers/5', { method: 'PUT', headers: { authorization } }, /body is required/],
    [
      'a body of another type',
      '/offers/5',
      { method: 'PUT', headers: { authorization, 'content-type': 'text/plain' }, body: 'x' },
      /content type text\/plain/,
    ],
    ['no JSON', '/offers/5', { ...json({}), body: '{' }, /body is no JSON/],
    ['a missing property', '/offers/5', json({ kind: { is: 'x' } }), /body \/ must have required property 'title'/],
    ['a property too long', '/offers/5', json({ title: 'longer', kind: { is: 'x' } }), /body \/title .*5 characters/],
    [
      'a limit that is excluded',
      '/offers/5',
      json({ title: 'a', price: 0, kind: { is: 'x' } }),
      /body \/price must be > 0/,
    ],
    [
      'a property that nobody declared',
      '/offers/5',
      json({ title: 'a', prize: 1, kind: { is: 'x' } }),
      /must not have "prize"/,
    ],
    [
      'one deep inside',
      '/offers/5',
      json({ title: 'a', kind: { height: 1, depth: 2 } }),
      /body \/kind must not have "depth"/,
    ],
    [
      'a shape that its word does not allow',
      '/shapes',
      json({ is: 'wide', height: 1 }, 'POST'),
      /required property 'width'/,
    ],
    ['a word for a shape that is not there', '/shapes', json({ is: 'round' }, 'POST'), /\/is .*\["tall","wide"\]/],
    [
      'a wrong form',
      '/token',
      {
        method: 'POST',
        headers: { authorization: 'Basic eA==' },
        body: new URLSearchParams({ grant: 'none', rolling: 'true' }),
      },
      /body \/grant .*\["code"\]/,
    ],
  ])('refuses %s', async (_name, path, init, message) => {
    const fetch = fetchOf()
    await expect(fetch(path.startsWith('http') ? path : `${base}${path}`, init)).rejects.toThrow(message)
    expect(fetch.violations.length).toBeGreaterThan(0)
    expect(fetch.calls).toEqual([])
  })

  it('takes what the contract allows: null, free objects, overlapping shapes, forms, no readonly ids', async () => {
    const fetch = fetchOf()
    const offer = { title: null, more: { any: [1] }, kind: { is: 'x', height: 3 } }
    expect((await fetch(`${base}/offers/5`, json(offer))).status).toBe(204)
    expect((await fetch(`${base}/shapes`, json({ is: 'tall', height: 3 }, 'POST'))).status).toBe(204)
    const body = new URLSearchParams({ grant: 'code', rolling: 'true' })
    await fetch(`${base}/token`, { method: 'POST', headers: { authorization: 'Basic eA==' }, body })
    expect(fetch.calls.at(-1)?.body).toEqual({ grant: 'code', rolling: 'true' })
  })

  it('lets pass what is named as a fault of the contract itself, and nothing beside it', async () => {
    const fetch = contractFetch({ documents: [{ document, base }], tolerates: [/^shapes\/post: .*"colour"/] })
    const post = (body: object) => fetch(`${base}/shapes`, json({ is: 'tall', ...body }, 'POST'))
    expect((await post({ colour: 'red' })).status).toBe(204)
    await expect(post({ color: 'red' })).rejects.toThrow(/"color"/)
  })

  it('refuses answers that the platform would not give, but lets it fail in any way', async () => {
    const ask = (answer: () => Response) =>
      fetchOf(answer)(`${base}/offers/5`, { headers: { authorization, 'x-region': 'eu' } })
    await expect(ask(() => Response.json({ id: 1, title: 'a', kind: {} }))).rejects.toThrow(
      /fixture's answer \/id must be string/,
    )
    await expect(ask(() => Response.json({}, { status: 404 }))).rejects.toThrow(/required property 'code'/)
    await expect(ask(() => Response.json({}, { status: 409 }))).rejects.toThrow(/409, which is not in the contract/)
    expect((await ask(() => new Response('<html>', { status: 502 }))).status).toBe(502)
    expect((await ask(() => Response.json({ id: '1', title: 'a', kind: {}, extra: 1 }))).status).toBe(200)
  })
})

const file = contractFile('pinterest/openapi-v5.23.0.trimmed.json')
const reason = file === undefined ? ' (skipped: the contract files are not beside the project)' : ''

describe.skipIf(file === undefined)(`the contract of a real platform${reason}`, () => {
  const post = (items: readonly object[]) => {
    const fetch = contractFetch({ documents: [{ file: file ?? '', base: 'https://api.pinterest.com/v5' }] })
    const body = { catalog_type: 'RETAIL', country: 'US', language: 'EN', items }
    return fetch('https://api.pinterest.com/v5/catalogs/items/batch', json(body, 'POST'))
  }

  it('takes a batch of items and names what is wrong in a bad one', async () => {
    const item = { item_id: 'A', operation: 'UPDATE', attributes: { price: '10.00 USD', availability: 'in stock' } }
    expect((await post([item])).status).toBe(200)
    await expect(post([{ ...item, operation: 'CHANGE' }])).rejects.toThrow(/items_batch\/post .*operation/)
    await expect(post([{ ...item, attributes: { prize: '1 USD' } }])).rejects.toThrow(/must not have "prize"/)
  })
})
