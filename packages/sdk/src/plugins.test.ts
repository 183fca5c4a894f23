import { definePlugin } from '@vitrine/core'
import { defineProblems, route } from '@vitrine/core/contract'
import { serveTestShop } from '@vitrine/core/testing'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { createAdmin } from './admin/index.ts'
import { json, refusal, scriptedFetch } from './fixtures/scripted-fetch.ts'
import { createStorefront, memorySession } from './index.ts'

const problems = defineProblems('tickets', {
  gone: { status: 410, title: 'Gone', extra: v.object({ since: v.string() }) },
})
const Ticket = v.object({ id: v.string() })
const contract = {
  show: route.get('/tickets/:id', { output: Ticket, problems: [problems.gone] }),
  open: route.post('/tickets', { output: Ticket }),
  sheet: route.text('/sheet', {}),
  close: route.delete('/tickets/:id', { output: Ticket, access: 'orders:write' }),
}
const tickets = { id: 'tickets', contract, remembers: ['Tickets-Pass'] } as const

describe('the client of a plugin', () => {
  test('is its contract: calls below its id, answers of their kind', async () => {
    const { fetch, seen } = scriptedFetch(json({ id: 't1' }), new Response('a;b'))
    const shop = createStorefront({ url: 'https://shop.example', fetch, session: memorySession(), plugins: [tickets] })
    expect(await shop.tickets.show({ params: { id: 't1' } })).toEqual({ id: 't1' })
    expect(await shop.tickets.sheet()).toBe('a;b')
    expect(seen.map(({ path }) => path)).toEqual(['/store/tickets/tickets/t1', '/store/tickets/sheet'])
  })

  test('keeps its token in the session and sends it with every call', async () => {
    const { fetch, seen } = scriptedFetch(
      json({ id: 't1' }, { headers: { 'Tickets-Pass': 'secret' } }),
      json({ id: 't2' }),
      json({ items: [], next: null }),
    )
    const session = memorySession()
    const shop = createStorefront({ url: '', fetch, session, plugins: [tickets] })
    await Promise.all([shop.tickets.open(), shop.tickets.open()])
    expect(session.read()).toEqual({ 'Tickets-Pass': 'secret' })
    await shop.with({ market: 'pl' }).products.list()
    expect(seen.map(({ headers }) => headers.get('Tickets-Pass'))).toEqual([null, 'secret', 'secret'])
  })

  test('forgets nothing when an answer names no token', async () => {
    const { fetch } = scriptedFetch(json({ id: 't1' }))
    const session = memorySession({ 'Tickets-Pass': 'secret' })
    await createStorefront({ url: '', fetch, session, plugins: [tickets] }).tickets.open()
    expect(session.read()).toEqual({ 'Tickets-Pass': 'secret' })
  })

  test('throws its problems by code', async () => {
    const { fetch } = scriptedFetch(refusal(410, 'tickets.gone', { since: '2026-01-01' }))
    const shop = createStorefront({ url: '', fetch, session: memorySession(), plugins: [tickets] })
    const error = await shop.tickets.show({ params: { id: 't1' } }).catch((thrown: unknown) => thrown)
    expect(shop.isProblem(error, 'tickets.gone') && error.extra.since).toBe('2026-01-01')
    expect(shop.isProblem(error, 'browse.productMoved')).toBe(false)
  })

  test('is made by hand where the contract is not enough', async () => {
    const { fetch, seen } = scriptedFetch(json({ id: 't1' }))
    const custom = { id: 'desk', connect: (send: Parameters<typeof tell>[0]) => ({ tell: () => tell(send) }) } as const
    const shop = createStorefront({ url: '', fetch, session: memorySession(), plugins: [custom] })
    expect(await shop.desk.tell()).toEqual({ id: 't1' })
    expect(seen[0]?.path).toBe('/store/desk')
  })
})

const tell = (send: (outgoing: { method: string; path: string }) => Promise<unknown>) =>
  send({ method: 'GET', path: '/desk' })

describe('with the plugin in a shop', () => {
  test('buyers and staff reach their own endpoints', async () => {
    const plugin = definePlugin({
      id: 'tickets',
      version: '1.0.0',
      contract,
      handlers: {
        show: () => {
          throw problems.gone({ extra: { since: 'today' } })
        },
        open: ({ http }) => {
          http.set('Tickets-Pass', 'p1')
          return { id: http.header('Tickets-Pass') ?? 'none' }
        },
        sheet: () => new Response('a;b'),
        close: ({ params }) => ({ id: params.id }),
      },
    })
    const server = await serveTestShop({ plugins: [plugin()] })
    try {
      const shop = createStorefront({ url: server.url, session: memorySession(), plugins: [tickets] })
      const admin = createAdmin({ url: server.url, token: server.operatorToken, plugins: [tickets] })
      expect((await shop.tickets.open()).id).toBe('none')
      expect((await shop.tickets.open()).id).toBe('p1')
      expect(await admin.tickets.close({ params: { id: 't9' } })).toEqual({ id: 't9' })
      const error = await shop.tickets.show({ params: { id: 't1' } }).catch((thrown: unknown) => thrown)
      expect(shop.isProblem(error, 'tickets.gone') && error.extra.since).toBe('today')
    } finally {
      await server.close()
    }
  })
})
