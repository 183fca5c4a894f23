import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { afterEach, describe, expect, it } from 'vitest'
import { defineEvent, definePlugin, defineProblems, emit, plain, route, secret } from '../index.ts'
import { startTestShop } from '../testing/seeded.ts'
import { openTestShop, type ServedShop, type TestShop } from '../testing/shop.ts'
import type { Plugin } from './index.ts'

let shop: TestShop<readonly Plugin[]> | ServedShop<readonly Plugin[]> | undefined
afterEach(async () => {
  await shop?.close()
  shop = undefined
})

const filled = defineEvent<{ card: number }>('stamp-cards.filled', { isPublic: true })

const teller = definePlugin({
  id: 'stamp-cards',
  version: '1.0.0',
  events: { filled },
  contract: { fill: route.post('/fill/:card', {}) },
  handlers: {
    fill: async ({ params }, { db, ctx }) => {
      await db.run('fill', (commandId) => ({
        statements: [emit(ctx, filled, { aggregate: params.card, data: { card: Number(params.card) }, commandId })],
        result: null,
      }))
      return undefined
    },
  },
})

describe('events of plugins', () => {
  it('are heard by their plugin and by others that have the value, and shown to those who watch the shop', async () => {
    const heard: number[] = []
    const listener = definePlugin({
      id: 'listener',
      version: '1.0.0',
      hears: [{ event: filled, run: ({ data }) => void heard.push(data.card) }],
    })
    const own = await openTestShop({ plugins: [teller(), listener()] })
    shop = own
    await own.commerce.call['stamp-cards'].fill({ params: { card: '7' } })
    await own.commerce.idle()
    expect(heard).toEqual([7])
    const { admin } = own.commerce.call
    const plugin = async (id: string) => admin.plugins.get({ params: { id } })
    expect((await plugin('stamp-cards')).events).toEqual(['stamp-cards.filled'])
    expect((await plugin('listener')).subscriptions).toEqual([
      { name: 'listener/stamp-cards.filled', events: ['stamp-cards.filled'] },
    ])
  })
})

describe('problems of plugins', () => {
  const problems = defineProblems('vouchers', {
    spent: { status: 409, title: 'The voucher was used', hint: 'Take another one.' },
  })

  const use = plain(sql`update vouchers_codes set is_used = 1 where is_used = 0`)

  it('refuse what their claims refuse, with their code, and are explained where all others are', async () => {
    const vouchers = definePlugin({
      id: 'vouchers',
      version: '1.0.0',
      problems,
      migrations: [
        { name: '0001_codes', statements: ['create table vouchers_codes (is_used integer not null) strict'] },
      ],
      claims: {
        'order.placing': () => [use({}, { changes: 1, refuse: () => problems.spent() })],
      },
    })
    const own = await startTestShop({ plugins: [vouchers()] })
    shop = own
    const { admin } = own.commerce.call
    const lines = [{ sku: 'SMOKER-SMALL', quantity: 1 }]
    const body = { lines, email: 'ada@example.com', delivery: { code: 'fetch' } }
    const { id } = await admin.orders.createDraft({ body })
    await expect(admin.orders.completeDraft({ params: { id } })).rejects.toMatchObject({ code: 'vouchers.spent' })
    const page = await own.commerce.app.request('/docs/problems/vouchers.spent')
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Take another one.')])
    expect((await admin.plugins.get({ params: { id: 'vouchers' } })).problems).toEqual([
      { code: 'vouchers.spent', status: 409, title: 'The voucher was used', hint: 'Take another one.' },
    ])
  })
})

describe('names of plugins', () => {
  it('begin with their id, and versions can be compared', () => {
    const base = { id: 'stamps', version: '1.0.0' } as const
    expect(() => definePlugin({ ...base, events: { filled } })).toThrow(/event stamp-cards.filled.*begin with stamps\./)
    const problems = defineProblems('other', { gone: { status: 410, title: 'Gone' } })
    expect(() => definePlugin({ ...base, problems })).toThrow(/problem other.gone.*begin with stamps\./)
    expect(() => definePlugin({ ...base, version: 'latest' })).toThrow(/no semantic version/)
  })

  it('stand in errors about settings, values of secrets do not', () => {
    const sealed = definePlugin({
      id: 'sealed',
      version: '1.0.0',
      config: v.object({ pin: v.pipe(secret(), v.regex(/^\d+$/)), size: v.pipe(v.string(), v.regex(/^\d+$/)) }),
    })
    expect(() => sealed({ pin: 'hidden', size: 'large' })).toThrow(/^(?!.*hidden).*pin: is not accepted; size: .*large/)
  })
})

describe('a way to pay of a plugin', () => {
  const asked: string[] = []
  const settled = async () => ({ status: 'succeeded', ref: 'r' }) as const
  const wallet = definePlugin({
    id: 'wallet',
    version: '1.0.0',
    config: v.object({ prefix: v.string() }),
    payment: {
      id: 'wallet',
      names: { en: 'Wallet' },
      captureMode: 'automatic',
      multiCapture: false,
      authorize: async ({ key }, _, { config }) => {
        asked.push(key)
        return { ref: `${config.prefix}${key}`, status: 'captured' }
      },
      read: async () => null,
      capture: settled,
      cancel: settled,
      refund: settled,
    },
  })

  it('takes money in the scope of its plugin, and is offered while that is enabled', async () => {
    const own = await startTestShop({ plugins: [wallet({ prefix: 'w_' })] })
    shop = own
    const { admin, store } = own.commerce.call
    const offered = async () => (await store.payments.providers({})).items.map(({ id }) => id)
    const cart = await store.carts.create({
      body: { email: 'ada@example.com', lines: [{ sku: 'VEIL-ONE', quantity: 1 }] },
    })
    const at = { params: { id: cart.id }, headers: { 'Vitrine-Cart': cart.token } }
    await store.carts.chooseDelivery({ ...at, body: { code: 'fetch' } })
    await store.payments.choose({ ...at, body: { provider: 'wallet' } })
    await store.orders.complete(at)
    const [paid] = (await admin.payments.list({ query: {} })).items
    expect(paid).toMatchObject({ provider: 'wallet', providerRef: `w_${asked[0]}` })
    expect(asked).toHaveLength(1)

    expect(await offered()).toContain('wallet')
    expect((await admin.plugins.get({ params: { id: 'wallet' } })).payment).toBe('wallet')
    await admin.plugins.disable({ params: { id: 'wallet' } })
    expect(await offered()).not.toContain('wallet')
  })
})

describe('visitors', () => {
  const heard: unknown[] = []
  const cards = definePlugin({
    id: 'stamp-cards',
    version: '1.0.0',
    visitor: (http, { signer }) => {
      const [id = '', signature = ''] = (http.header('Stamp-Card') ?? '').split('.')
      return signer.isSigned(id, signature) ? id : undefined
    },
    contract: { begin: route.get('/card', { access: 'public', output: v.object({ token: v.string() }) }) },
    handlers: { begin: (_, { signer }) => ({ token: `card_1.${signer.sign('card_1')}` }) },
    on: { 'customer.signedIn': ({ data }) => void heard.push(data) },
  })
  const faulty = definePlugin({
    id: 'faulty',
    version: '1.0.0',
    visitor: () => {
      throw new Error('it fails')
    },
  })

  it('are known by what plugins proved of them, when they sign in', async () => {
    const own = await startTestShop({ plugins: [cards(), faulty()] })
    shop = own
    const { admin, store } = own.commerce.call
    const account = { email: 'ada@example.com', password: 'a queen and her drones' }
    await store.customers.signUp({ body: account })
    await own.commerce.idle()
    const [mail] = (await admin.mail.mails({ query: {} })).items
    const page = await (await fetch(`${own.url}/dev/mail/${mail?.id}`)).text()
    await store.customers.verifyEmail({ body: { token: /token=([\w.~-]+)/.exec(page)?.[1] ?? '' } })
    const { token } = await own.commerce.call['stamp-cards'].begin({})
    const signIn = (headers: Record<string, string>) => store.customers.signIn({ body: account, headers })
    const { id: customerId } = await signIn({ 'Stamp-Card': token })
    await signIn({ 'Stamp-Card': 'card_2.forged' })
    await admin.plugins.disable({ params: { id: 'stamp-cards' } })
    await signIn({ 'Stamp-Card': token })
    await admin.plugins.enable({ params: { id: 'stamp-cards' } })
    await own.commerce.idle()
    expect(heard).toEqual([
      { customerId, visitors: { 'stamp-cards': 'card_1' } },
      { customerId, visitors: {} },
      { customerId, visitors: {} },
    ])
  })
})
