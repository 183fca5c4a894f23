import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCommerce, defineChannel, secret } from '@vitrine/core'
import { openTestShop } from '@vitrine/core/testing'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStall, type Stall } from './fixtures/stall.ts'

const TABLES = `select name from sqlite_master where type = 'table' and name like 'channel_%'`

describe('the plugin of a marketplace that is removed', () => {
  let stall: Stall
  beforeEach(async () => {
    stall = await openStall()
    await stall.confirm()
    await stall.listAll()
  })
  afterEach(() => stall.close())

  const plugins = () => stall.shop.commerce.call.admin.plugins
  const remove = async (data: 'keep' | 'drop') => {
    await plugins().disable({ params: { id: 'bazaar' } })
    return plugins().remove({ params: { id: 'bazaar' }, query: { data } })
  }
  const statuses = () => new Set(stall.offers().map(({ status }) => status))

  it('has its listings ended first, and says how many', async () => {
    const count = stall.offers().length
    expect(await remove('keep')).toMatchObject({ data: 'keep', ended: [{ what: 'listings', count }] })
    expect(statuses()).toEqual(new Set(['ended']))
    expect(await stall.rows('select distinct status, is_wanted, is_sent from channel_listings')).toEqual([
      ['ended', 0, 0],
    ])
    expect(await stall.rows('select count(*) from channel_connections')).toEqual([[1]])
  })

  it('leaves nothing of its accounts when its data is dropped, and the orders in the book', async () => {
    stall.sandbox.act.placeOrder({ lines: [{ offerKey: 'VEIL-ONE', quantity: 2 }] })
    await stall.pull()
    await remove('drop')
    expect(statuses()).toEqual(new Set(['ended']))
    for (const [table] of await stall.rows(TABLES))
      expect(await stall.rows(`select count(*) from ${table}`), String(table)).toEqual([[0]])
    expect(await stall.book()).toHaveLength(1)
  })

  it('stays while something cannot be ended, and goes when it can', async () => {
    stall.sandbox.turn({ faults: [{ on: 'POST /v1/offers/end', times: 1, fault: { answer: 'status', status: 503 } }] })
    await expect(remove('drop')).rejects.toMatchObject({ code: 'channels.stillListed' })
    expect(await plugins().get({ params: { id: 'bazaar' } })).toMatchObject({ status: 'disabled' })
    expect(await stall.rows('select count(*) from channel_connections')).toEqual([[1]])
    stall.sandbox.calm()
    const removed = await plugins().remove({ params: { id: 'bazaar' }, query: { data: 'drop' } })
    expect(removed.ended).toEqual([{ what: 'listings', count: stall.offers().length }])
    expect(statuses()).toEqual(new Set(['ended']))
  })

  it('says what stays there when the marketplace does not take the account any more', async () => {
    stall.sandbox.turn({ faults: [{ on: '* /*', fault: { answer: 'status', status: 403 } }] })
    expect((await remove('drop')).ended).toEqual([
      { what: expect.stringContaining('stay on their channel'), count: stall.offers().length },
    ])
    expect(await stall.rows('select count(*) from channel_connections')).toEqual([[0]])
  })
})

/** A channel that keeps a note of what it was asked to forget. */
function notebook(told: string[]) {
  return defineChannel('notebook', {
    version: '0.1.0',
    kind: 'social',
    title: 'Notebook',
    settings: v.object({}),
    credentials: v.object({ key: secret() }),
    hosts: ['notebook.example'],
    oauth: {
      refresh: async (_, current) => ({ accessToken: `token ${current === null ? 1 : 2}`, expiresAt: 9e15 }),
      revoke: async ({ credentials }, { accessToken }) => {
        told.push(`${credentials.key} ${accessToken}`)
        throw new Error('the platform does not answer')
      },
    },
    connect: ({ token }) => ({ token }),
    test: async ({ token }) => ({ account: await token() }),
  })
}

describe('an account that is removed', () => {
  it('has its tokens forgotten by the platform, whatever that says, by itself and with its plugin', async () => {
    const told: string[] = []
    const shop = await openTestShop({ plugins: [notebook(told)()] })
    const { channels, plugins } = shop.commerce.call.admin
    const connect = async (key: string) => {
      const { id } = await channels.connect({ body: { channel: 'notebook', name: key, credentials: { key } } })
      await channels.test({ params: { id } })
      return { params: { id } }
    }
    await channels.remove(await connect('first'))
    expect(told).toEqual(['first token 1'])
    const never = await channels.connect({ body: { channel: 'notebook', name: 'none', credentials: { key: 'none' } } })
    await channels.remove({ params: { id: never.id } })
    await connect('second')
    await plugins.disable({ params: { id: 'notebook' } })
    const removed = await plugins.remove({ params: { id: 'notebook' }, query: { data: 'drop' } })
    expect(removed.ended).toEqual([])
    expect(told).toEqual(['first token 1', 'second token 1'])
    expect(await shop.commerce.core.db.raw('select count(*) from channel_connections')).toEqual([[0]])
    await shop.close()
  })
})

describe('a plugin that is not there any more', () => {
  it('cannot end what it listed: it is said how much stays', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-gone-'))
    const options = { database: { url: `file:${join(folder, 'shop.db')}` }, log: { level: 'silent' } } as const
    const before = await createCommerce({ ...options, plugins: [notebook([])()] })
    const { id } = await before.call.admin.channels.connect({
      body: { channel: 'notebook', name: 'Gone', credentials: { key: 'gone' } },
    })
    const listing = `insert into channel_listings (id, connection_id, item_id, product_id, key, status, status_at, is_wanted, is_sent,
      dirty, done, marked_at, created_at, updated_at) values ('lst_gone', '${id}', 'var_gone', 'prd_gone', 'GONE', 'live', 1, 1, 1, 1, 1, 1, 1, 1)`
    await before.core.db.batch([{ sql: listing, args: [] }])
    await before.close()
    const after = await createCommerce(options)
    const { plugins } = after.call.admin
    const removed = await plugins.remove({ params: { id: 'notebook' }, query: { data: 'drop' } })
    expect(removed.ended).toEqual([{ what: expect.stringContaining('stay on their channel'), count: 1 }])
    expect(await after.core.db.raw('select count(*) from channel_listings')).toEqual([[0]])
    await after.close()
    rmSync(folder, { recursive: true, force: true })
  })
})
