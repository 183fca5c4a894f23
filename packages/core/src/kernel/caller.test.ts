import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { kept } from './answer.ts'
import { type Caller, caller } from './caller.ts'
import { type Context, systemContext } from './context.ts'
import { route } from './contract.ts'

const Product = v.object({ handle: v.string(), seen: v.string() })
const contract = {
  read: route.get('/products/:handle', {
    query: v.object({
      limit: v.optional(v.pipe(v.number(), v.maxValue(100)), 20),
      'option.*': v.optional(v.record(v.string(), v.string())),
    }),
    output: Product,
  }),
  create: route.post('/products', { body: v.strictObject({ handle: v.string() }), output: Product }),
  kept: route.get('/kept', { output: Product }),
  feed: route.text('/feed', {}),
}

let test: TestApp
let call: Caller<typeof contract>
beforeAll(async () => {
  test = await openTestApp()
  call = caller<typeof contract, Context>(
    contract,
    {
      read: ({ params, query, ctx, http }) => ({
        handle: params.handle,
        seen: `${query.limit} ${ctx.actor.kind} ${http.header('vitrine-market') ?? '-'}`,
        cost: 5,
      }),
      create: ({ body, http }) => {
        http.set('ETag', '"1"')
        http.status(202)
        return { handle: body.handle, seen: '' }
      },
      kept: () => kept('{"handle":"kept","seen":""}', '"1"'),
      feed: () => new Response('text'),
    },
    () => systemContext(test.app),
  )
})
afterAll(() => test.close())

describe('a call in process', () => {
  it('passes the same parsing and gives the same answer as over HTTP', async () => {
    const answer = await call.read({
      params: { handle: 'smoker' },
      query: { limit: 5 },
      headers: { 'Vitrine-Market': 'pl' },
    })
    expect(answer).toEqual({ handle: 'smoker', seen: '5 system pl' })
    expect(await call.read({ params: { handle: 'smoker' } })).toEqual({ handle: 'smoker', seen: '20 system -' })
    expect(await call.create({ body: { handle: 'veil' } })).toEqual({ handle: 'veil', seen: '' })
    expect(await call.kept({})).toEqual({ handle: 'kept', seen: '' })
  })

  it('is refused with the same problems', async () => {
    const params = { handle: 'smoker' }
    await expect(call.read({ params, query: { limit: 500 } })).rejects.toMatchObject({
      code: 'request.invalid',
      errors: [{ path: 'query.limit' }],
    })
    const odd: object = { limti: 5 }
    await expect(call.read({ params, query: odd })).rejects.toMatchObject({ hint: 'Did you mean limit?' })
    const body: { handle: string } = { handle: 5 as unknown as string }
    await expect(call.create({ body })).rejects.toMatchObject({ errors: [{ path: 'body.handle' }] })
  })

  it('exists for JSON endpoints only', () => {
    expect(Object.keys(call)).toEqual(['read', 'create', 'kept'])
  })
})
