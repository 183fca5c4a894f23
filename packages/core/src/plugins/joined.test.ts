import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { timelineEntry } from '../index.ts'
import { param, query, route } from '../kernel/index.ts'
import { startTestShop } from '../testing/seeded.ts'
import type { ServedShop } from '../testing/shop.ts'
import { definePlugin } from './define.ts'
import { loyalty } from './fixtures/loyalty.ts'
import { plain } from './statements.ts'

const tell = plain(sql`insert into diary_pages (order_id, said) values (${param('orderId')}, ${param('said')})`)
const pages = query<{ said: string }>(
  (q) => q.select({ said: sql<string>`said`.as('said') }).from(sql`diary_pages`) as never,
)

/** Writes down, with the note of an order, what was said. */
const diary = definePlugin({
  id: 'diary',
  version: '1.0.0',
  needs: ['orders:write'],
  migrations: [
    {
      name: '0001_pages',
      statements: ['create table diary_pages (order_id text not null, said text not null unique) strict'],
    },
  ],
  contract: {
    say: route.post('/pages/:orderId', {
      access: 'orders:write',
      body: v.strictObject({ said: v.string(), steals: v.optional(v.boolean(), false) }),
      output: v.object({ pages: v.array(v.string()) }),
    }),
    look: route.post('/looks/:orderId', { access: 'orders:write', output: v.object({ pages: v.array(v.string()) }) }),
  },
  handlers: {
    say: async ({ params: { orderId }, body: { said, steals } }, { core, ctx, db }) => {
      await core.orders.note({
        params: { id: orderId },
        body: { text: said },
        also: (commandId) => [
          tell({ orderId, said }),
          timelineEntry(ctx, { orderId, kind: 'diary/said', data: { said }, commandId }),
          ...(steals ? [plain(sql`delete from orders`)()] : []),
        ],
      })
      return { pages: (await db.all(pages)).map((page) => page.said) }
    },
    look: async ({ params: { orderId } }, { core, db }) => {
      await core.orders.get({ params: { id: orderId }, also: () => [tell({ orderId, said: 'looked' })] })
      return { pages: (await db.all(pages)).map((page) => page.said) }
    },
  },
})

describe('lines of a plugin that join a command of the core', () => {
  let shop: ServedShop<readonly [ReturnType<typeof diary>, ReturnType<typeof loyalty>]>
  let orderId: string
  beforeEach(async () => {
    shop = await startTestShop({ plugins: [diary(), loyalty()] })
    const { orders } = shop.commerce.call.admin
    const draft = await orders.createDraft({
      body: {
        lines: [{ sku: 'VEIL-ONE', quantity: 1 }],
        email: 'ada@example.com',
        delivery: { code: 'fetch' },
      },
    })
    orderId = (await orders.completeDraft({ params: { id: draft.id } })).id
  })
  afterEach(() => shop.close())

  const kinds = async () =>
    (await shop.commerce.call.admin.orders.timeline({ params: { id: orderId }, query: {} })).items.map(
      ({ kind }) => kind,
    )

  it('happen with it, once however often it is asked', async () => {
    const ask = () =>
      fetch(`${shop.url}/admin/diary/pages/${orderId}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${shop.operatorToken}`,
          'content-type': 'application/json',
          'idempotency-key': 'one-page-of-a-diary',
        },
        body: JSON.stringify({ said: 'hello' }),
      }).then((answer) => answer.json())
    expect([await ask(), await ask()]).toEqual([{ pages: ['hello'] }, { pages: ['hello'] }])
    expect(await kinds()).toEqual(['diary/said', 'note', 'placed'])
  })

  it('take it with them when they are refused', async () => {
    const { diary: calls } = shop.commerce.call
    await calls.say({ params: { orderId }, body: { said: 'twice' } })
    await expect(calls.say({ params: { orderId }, body: { said: 'twice' } })).rejects.toThrow()
    expect((await kinds()).filter((kind) => kind === 'note')).toHaveLength(1)
  })

  it('write to own tables only', async () => {
    const stolen = shop.commerce.call.diary.say({ params: { orderId }, body: { said: 'x', steals: true } })
    await expect(stolen).rejects.toMatchObject({ code: 'plugins.foreignTable' })
    expect(await kinds()).toEqual(['placed'])
  })

  it('are refused where nothing is changed that they could join', async () => {
    await expect(shop.commerce.call.diary.look({ params: { orderId } })).rejects.toThrow(/changes nothing/)
  })
})
