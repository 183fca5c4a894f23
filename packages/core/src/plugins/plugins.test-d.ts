import * as v from 'valibot'
import { describe, expectTypeOf, test } from 'vitest'
import { type Commerce, createCommerce, definePlugin, route } from '../index.ts'
import { loyalty } from './fixtures/loyalty.ts'

declare const commerce: Commerce<readonly [ReturnType<typeof loyalty>]>
const Points = v.object({ points: v.number() })

describe('the types of a plugin', () => {
  test('reach the shop that has it, with nothing generated', async () => {
    const { points } = await commerce.call.loyalty.balance({ params: { email: 'a@b.c' } })
    expectTypeOf(points).toEqualTypeOf<number>()
    expectTypeOf(createCommerce({ database: { url: 'file:x.db' }, plugins: [loyalty()] })).resolves.toExtend<
      Commerce<readonly [ReturnType<typeof loyalty>]>
    >()
    // @ts-expect-error the parameter is called email
    await commerce.call.loyalty.balance({ params: { mail: 'a@b.c' } })
    // @ts-expect-error no such plugin
    commerce.call.royalty
    // @ts-expect-error no such endpoint
    commerce.call.loyalty.points
    // @ts-expect-error units is a number
    await commerce.call.loyalty.grant({ params: { email: 'a@b.c' }, body: { units: '5' } })
  })

  test('check its settings', () => {
    loyalty({ pointsPerUnit: 2 })
    // @ts-expect-error a number
    loyalty({ pointsPerUnit: '2' })
    // @ts-expect-error no such setting
    loyalty({ pointPerUnit: 2 })
    const strict = definePlugin({ id: 'strict', version: '1.0.0', config: v.object({ token: v.string() }) })
    // @ts-expect-error the token is missing
    strict()
  })

  test('flow from settings to services to handlers and what is heard', () => {
    definePlugin({
      id: 'flow',
      version: '1.0.0',
      config: v.object({ factor: v.optional(v.number(), 2) }),
      needs: ['orders:write'],
      services: ({ config, core }) => {
        expectTypeOf(config.factor).toEqualTypeOf<number>()
        expectTypeOf(core.orders.get).toBeFunction()
        // @ts-expect-error customers were not declared in needs
        core.customers.get
        return { twice: (value: number) => value * config.factor }
      },
      contract: {
        twice: route.get('/twice/:value', { output: Points }),
        all: route.get('/all', { access: 'orders:read', output: Points }),
      },
      handlers: {
        twice: ({ params, ctx }, { services }) => {
          expectTypeOf(ctx.market.code).toEqualTypeOf<string>()
          return { points: services.twice(Number(params.value)) }
        },
        all: ({ ctx }) => {
          // @ts-expect-error staff are in no market
          return { points: ctx.market.version }
        },
      },
      on: {
        'order.placed': ({ data }, { services }) => {
          expectTypeOf(data.orderId).toEqualTypeOf<string>()
          services.twice(1)
          // @ts-expect-error no such service
          services.thrice
        },
      },
    })
  })
})

describe('a mistake', () => {
  test('in the output of a handler is told at its line', () => {
    definePlugin({
      id: 'wrong',
      version: '1.0.0',
      contract: { points: route.get('/points', { output: Points }) },
      handlers: {
        // @ts-expect-error points is a number
        points: () => ({ points: 'many' }),
      },
    })
  })

  test('in the name of a parameter is told at its line', () => {
    definePlugin({
      id: 'wrong',
      version: '1.0.0',
      contract: { points: route.get('/points/:email', { output: Points }) },
      handlers: {
        points: ({ params }) => {
          // @ts-expect-error it is called email
          return { points: params.mail.length }
        },
      },
    })
  })

  test('in the name of an event is told at its line', () => {
    definePlugin({
      id: 'wrong',
      version: '1.0.0',
      on: {
        // @ts-expect-error it is called order.placed
        'order.plased': () => undefined,
      },
    })
  })

  test('in what it needs is told at its line', () => {
    definePlugin({
      id: 'wrong',
      version: '1.0.0',
      // @ts-expect-error there is no such scope
      needs: ['order:read'],
    })
  })

  test('in a panel is told at its line', () => {
    definePlugin({
      id: 'wrong',
      version: '1.0.0',
      contract: { points: route.get('/points', { output: Points }) },
      handlers: { points: () => ({ points: 1 }) },
      admin: {
        panels: [
          // @ts-expect-error there is no such endpoint
          { at: 'customer', title: 'Points', show: 'balance' },
        ],
      },
    })
  })
})
