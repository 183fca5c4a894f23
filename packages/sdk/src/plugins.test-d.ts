import { defineProblems, route } from '@vitrine/core/contract'
import { createStorefront, type Storefront } from '@vitrine/sdk'
import { createAdmin } from '@vitrine/sdk/admin'
import * as v from 'valibot'
import { describe, expectTypeOf, test } from 'vitest'

const problems = defineProblems('tickets', {
  gone: { status: 410, title: 'Gone', extra: v.object({ since: v.string() }) },
})
const Ticket = v.object({ id: v.string(), seats: v.number() })
const tickets = {
  id: 'tickets',
  contract: {
    show: route.get('/tickets/:id', { output: Ticket, problems: [problems.gone] }),
    book: route.post('/tickets', { body: v.object({ seats: v.number() }), output: Ticket, access: 'customer' }),
    sheet: route.text('/sheet', {}),
    close: route.delete('/tickets/:id', { output: Ticket, access: 'orders:write' }),
  },
} as const
const vouchers = {
  id: 'vouchers',
  contract: {},
  problems: defineProblems('vouchers', {
    spent: { status: 409, title: 'Spent', extra: v.object({ code: v.string() }) },
  }),
} as const
const desk = { id: 'desk', connect: () => ({ bell: async () => 1 }) } as const

declare const error: unknown
const shop = createStorefront({ url: '', plugins: [tickets, desk, vouchers] })
const admin = createAdmin({ url: '', plugins: [tickets] })

describe('clients of plugins', () => {
  test('say what their contracts say', async () => {
    expectTypeOf((await shop.tickets.show({ params: { id: 't' } })).seats).toEqualTypeOf<number>()
    expectTypeOf(await shop.tickets.sheet()).toEqualTypeOf<string>()
    expectTypeOf(await shop.desk.bell()).toEqualTypeOf<number>()
    expectTypeOf((await admin.tickets.close({ params: { id: 't' } })).seats).toEqualTypeOf<number>()
    expectTypeOf(shop.with({ market: 'pl' }).tickets.book).toBeFunction()
    // @ts-expect-error seats is a number
    shop.tickets.book({ body: { seats: '2' } })
    // @ts-expect-error the body is missing
    shop.tickets.book()
    // @ts-expect-error the parameter is called id
    shop.tickets.show({ params: { number: 't' } })
    // @ts-expect-error no such endpoint
    shop.tickets.cancel
    // @ts-expect-error no such plugin
    shop.ticket
  })

  test('are for whom the endpoints are', () => {
    // @ts-expect-error staff close tickets
    shop.tickets.close
    // @ts-expect-error buyers book them
    admin.tickets.book
  })

  test('bring their problems', () => {
    if (shop.isProblem(error, 'tickets.gone')) expectTypeOf(error.extra.since).toEqualTypeOf<string>()
    if (shop.isProblem(error, 'tickets.gone', 'browse.productMoved') && error.code === 'browse.productMoved')
      expectTypeOf(error.extra.handle).toEqualTypeOf<string>()
    if (shop.isProblem(error, 'vouchers.spent')) expectTypeOf(error.extra.code).toEqualTypeOf<string>()
    shop.isProblem(error, 'plugins.disabled')
    // @ts-expect-error a misspelt code
    shop.isProblem(error, 'tickets.went')
    // @ts-expect-error a shop without the plugin has no such problem
    ;(shop as Storefront).isProblem(error, 'tickets.gone')
    // @ts-expect-error a misspelt code
    admin.isProblem(error, 'tickets.went')
  })
})
