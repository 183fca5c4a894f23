import { eq, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineChannel, type KnownConnection, param, plain, query } from '../index.ts'
import { startTestShop } from '../testing/seeded.ts'
import type { ServedShop } from '../testing/shop.ts'

const boards = sqliteTable('board_cards', {
  key: text('key').primaryKey().notNull(),
  title: text('title').notNull(),
  isOwn: integer('is_own', { mode: 'boolean' }).notNull(),
})
const put = plain(sql`
  insert into board_cards (key, title, is_own) values (${param('key')}, ${param('title')}, ${param('isOwn')})
  on conflict (key) do update set title = excluded.title, is_own = excluded.is_own`)
const drop = plain(sql`delete from board_cards where key = ${param('key')}`)
const cards = query((q) => q.select().from(boards).where(eq(sql`1`, 1)))

const heard: string[] = []
let known: () => Promise<readonly KnownConnection<{ frame: string }>[]>

/** A board in the shop itself: it has no account anywhere, and shows what is in its table. */
const board = defineChannel('board', {
  version: '1.0.0',
  kind: 'web',
  title: 'Board',
  settings: v.object({ frame: v.optional(v.string(), 'oak') }),
  tables: { boards },
  migrations: [
    {
      name: '0001_cards',
      statements: [
        'create table board_cards (key text primary key not null, title text not null, is_own integer not null) strict',
      ],
    },
  ],
  connect: ({ settings }, { db }) => ({
    put: (rows: readonly { key: string; title: string; isOwn: boolean }[]) =>
      db.run('put', () => ({
        statements: rows.map((row) => put({ ...row, title: `${row.title} in ${settings.frame}` })),
        result: null,
      })),
    drop: (keys: readonly string[]) =>
      db.run('drop', () => ({ statements: keys.map((key) => drop({ key })), result: null })),
  }),
  listings: {
    unit: 'product',
    isPublishedOnly: true,
    batch: 50,
    map: ({ product: { title, overridden = [] } }) => ({ title, isOwn: overridden.includes('title') }),
    publish: async (api, entries) => {
      await api.put(entries.map(({ key, shape }) => ({ key, ...shape })))
      return entries.map(({ key }) => ({ key, outcome: 'live' }))
    },
    withdraw: async (api, entries) => {
      await api.drop(entries.map(({ key }) => key))
      return entries.map(({ key }) => ({ key, outcome: 'live' }))
    },
  },
  on: {
    'connection.changed': async ({ data }, scope) => {
      known = scope.known
      heard.push(data.channel)
    },
  },
})

describe('a channel without an outside account', () => {
  let shop: ServedShop<readonly [ReturnType<typeof board>]>
  let id: string
  const channels = () => shop.commerce.call.admin.channels
  const shown = async () => {
    await shop.commerce.idle()
    return (await shop.commerce.core.db.all(cards)).map(({ title }) => title).sort()
  }
  beforeEach(async () => {
    heard.length = 0
    shop = await startTestShop({ plugins: [board()] })
    id = (await channels().connect({ body: { channel: 'board', name: 'Hall' } })).id
    await channels().listItems({ params: { id }, body: { all: true } })
  })
  afterEach(() => shop.close())

  it('shows rows of its own tables, and calls nobody', async () => {
    expect(await shown()).toEqual([])
    await channels().confirm({ params: { id } })
    expect(await shown()).toEqual(['Hive tool in oak', 'Smoker in oak', 'Veil in oak'])
    const { items } = await channels().runs({ params: { id }, query: {} })
    const runs = await Promise.all(items.map((run) => channels().run({ params: { id: run.id } })))
    expect(runs.flatMap(({ exchanges }) => exchanges)).toEqual([])
    expect(await channels().test({ params: { id } })).toEqual({ account: 'Hall' })
  })

  it('sells in the default sales channel unless it is told another', async () => {
    const { items } = await shop.commerce.call.admin.markets.listChannels({ query: {} })
    const { salesChannelId } = await channels().get({ params: { id } })
    expect(salesChannelId).toBe(items.find(({ isDefault }) => isDefault)?.id)
  })

  it('shows only what that sales channel sells, and again when it does again', async () => {
    await channels().confirm({ params: { id } })
    expect(await shown()).toContain('Veil in oak')
    const publish = (publications: { channel: string }[]) =>
      shop.commerce.call.admin.products.update({ params: { id: 'veil' }, body: { publications } })
    await publish([])
    expect(await shown()).toEqual(['Hive tool in oak', 'Smoker in oak'])
    const ended = await channels().listings({ params: { id }, query: { status: 'ended' } })
    expect(ended.items.map(({ key, cause }) => [key, cause?.code])).toEqual([['veil', 'not_for_sale']])
    await publish([{ channel: 'web' }])
    expect(await shown()).toContain('Veil in oak')
  })

  it('is told which words are of the merchant for this channel alone', async () => {
    await channels().confirm({ params: { id } })
    const { items } = await channels().listings({ params: { id }, query: {} })
    const veil = items.find(({ key }) => key === 'veil')
    await channels().override({ params: { id: veil?.id ?? '' }, body: { title: 'The veil' } })
    await shop.commerce.idle()
    const rows = await shop.commerce.core.db.all(cards)
    expect(rows.filter(({ isOwn }) => isOwn)).toEqual([{ key: 'veil', title: 'The veil in oak', isOwn: true }])
  })

  it('hears of each change of a connection, and knows all of them without asking the database again', async () => {
    await shop.commerce.idle()
    const status = async () => (await known()).map((one) => [one.name, one.status, one.settings.frame])
    expect(await status()).toEqual([['Hall', 'dry_run', 'oak']])
    await channels().confirm({ params: { id } })
    expect(await status()).toEqual([['Hall', 'live', 'oak']])
    await channels().update({ params: { id }, body: { settings: { frame: 'ash' } } })
    await channels().pause({ params: { id } })
    expect(await status()).toEqual([['Hall', 'paused', 'ash']])
    await channels().resume({ params: { id } })
    await channels().unlist({ params: { id }, body: { all: true } })
    await shop.commerce.idle()
    await channels().remove({ params: { id } })
    await shop.commerce.idle()
    expect(await known()).toEqual([])
    expect(heard).toEqual(Array.from({ length: 6 }, () => 'board'))
  })
})
