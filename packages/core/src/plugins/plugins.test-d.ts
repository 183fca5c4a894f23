import * as v from 'valibot'
import { describe, expectTypeOf, test } from 'vitest'
import type { ProblemCode } from '../contract/index.ts'
import {
  type Commerce,
  createCommerce,
  defineEvent,
  definePlugin,
  defineProblems,
  message,
  route,
  sendMessage,
} from '../index.ts'
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

  test('in a say about delivery is told at its line', () => {
    definePlugin({
      id: 'wrong',
      version: '1.0.0',
      config: v.object({ fee: v.number() }),
      delivery: {
        // @ts-expect-error there is no such type
        types: ['carrier'],
        // @ts-expect-error an amount is a number
        quote: ({ option, ctx }, { config }) => {
          expectTypeOf(ctx.market.code).toEqualTypeOf<string>()
          return { ...option, amount: `${config.fee}` }
        },
      },
    })
  })

  test('in a message is told at its line', () => {
    const hello = message('wrong/hello', {
      data: v.object({ code: v.string() }),
      // @ts-expect-error there is no such fact
      write: ({ kode }) => ({ subject: kode, parts: [] }),
    })
    // @ts-expect-error a code is a text
    sendMessage(commerce.core, hello, { to: 'a@example.com', language: 'en', data: { code: 7 } })
  })

  test('in lines that join a call is told at its line', () => {
    definePlugin({
      id: 'wrong',
      version: '1.0.0',
      needs: ['orders:write'],
      services: ({ core }) => ({
        note: (id: string) =>
          core.orders.note({
            params: { id },
            body: { text: 'x' },
            // @ts-expect-error lines, not texts
            also: () => ['insert into wrong_pages values (1)'],
          }),
      }),
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

const stampEarned = defineEvent<{ customerId: string; stamps: number }>('stamps.earned')
const cardFull = defineEvent<{ card: number }>('stamps.filled')
const problems = defineProblems('stamps', {
  spent: { status: 409, title: 'Spent', extra: v.object({ left: v.number() }) },
})

const settled = async () => ({ status: 'succeeded', ref: 'x' }) as const
const payment = {
  id: 'stamps',
  names: { en: 'Stamps' },
  captureMode: 'automatic',
  multiCapture: false,
  read: async () => null,
  capture: settled,
  cancel: settled,
  refund: settled,
} as const

describe('events of its own and of others', () => {
  test('are heard by their values, each with its data', () => {
    definePlugin({
      id: 'stamps',
      version: '1.0.0',
      config: v.object({ factor: v.number() }),
      events: { stampEarned, cardFull },
      services: ({ config }) => ({ twice: (value: number) => value * config.factor }),
      hears: [
        {
          event: stampEarned,
          attempts: 3,
          run: ({ data }, { services }) => {
            expectTypeOf(data).toEqualTypeOf<{ customerId: string; stamps: number }>()
            expectTypeOf(services.twice).toBeFunction()
          },
        },
        {
          event: cardFull,
          run: ({ data }, { services }) => {
            // @ts-expect-error a full card has no stamps
            services.twice(data.stamps)
            // @ts-expect-error no such service
            services.thrice(data.card)
          },
        },
      ],
    })
  })

  test('are values of defineEvent, told at their line', () => {
    definePlugin({
      id: 'stamps',
      version: '1.0.0',
      events: {
        stampEarned,
        // @ts-expect-error a name is no event
        cardFull: 'stamps.filled',
      },
      hears: [
        {
          // @ts-expect-error events of others are heard by their values
          event: 'stamps.earned',
          run: () => undefined,
        },
      ],
    })
  })
})

describe('problems of its own', () => {
  const declared = definePlugin({
    id: 'stamps',
    version: '1.0.0',
    problems,
    contract: { spend: route.post('/spend', { problems: [problems.spent] }) },
    handlers: {
      spend: () => {
        // @ts-expect-error the extra is missing
        throw problems.spent({ detail: 'none is left' })
      },
    },
  })

  test('reach those who call, by their codes', () => {
    expectTypeOf<ProblemCode<typeof declared.contract.spend>>().toEqualTypeOf<'stamps.spent'>()
  })

  test('are values of defineProblems, told at their line', () => {
    definePlugin({
      id: 'stamps',
      version: '1.0.0',
      problems: {
        // @ts-expect-error a title is no problem
        spent: 'Spent',
      },
    })
  })
})

describe('a way to pay', () => {
  test('has its calls in the scope of the plugin', () => {
    definePlugin({
      id: 'stamps',
      version: '1.0.0',
      services: () => ({ take: async (amount: number) => `taken ${amount}` }),
      payment: {
        ...payment,
        authorize: async ({ amount }, { signal }, { services, fetch }) => {
          await fetch('https://pay.example', { signal })
          // @ts-expect-error no such service
          services.give
          return { ref: await services.take(amount), status: 'captured' }
        },
      },
    })
  })

  test('tells a mistake at its line', () => {
    definePlugin({
      id: 'stamps',
      version: '1.0.0',
      payment: {
        ...payment,
        // @ts-expect-error no such status
        authorize: async () => ({ ref: 'x', status: 'paid' }),
      },
    })
  })
})
