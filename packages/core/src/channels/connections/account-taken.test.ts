import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineChannel, secret } from '../../index.ts'
import { openTestShop, type TestShop } from '../../testing/index.ts'

const keys = {
  version: '1.0.0',
  kind: 'marketplace',
  settings: v.object({ seller: v.optional(v.string(), 'ann'), note: v.optional(v.string(), '') }),
  credentials: v.object({ key: secret() }),
} as const

/** Tells whose account it is by its settings. */
const named = defineChannel('named', {
  ...keys,
  title: 'Named',
  connect: () => undefined,
  identity: ({ settings }) => settings.seller,
})
const plain = defineChannel('plain', { ...keys, title: 'Plain', connect: () => undefined })
const shared = defineChannel('shared', { ...keys, title: 'Shared', connect: () => undefined, identity: 'shared' })
const window = defineChannel('window', { version: '1.0.0', kind: 'web', title: 'Window', connect: () => undefined })

/** Only the platform knows whose account it is: a token says so. */
const asked = (platform: { isDown: boolean; refreshed: string[] }) =>
  defineChannel('asked', {
    ...keys,
    title: 'Asked',
    oauth: {
      authorize: ({ state }) => `https://asked.example/?state=${encodeURIComponent(state)}`,
      exchange: async (_, { code }) => ({ accessToken: code, expiresAt: 4e12 }),
      refresh: async ({ credentials }) => {
        platform.refreshed.push(credentials.key)
        if (credentials.key === 'none') throw new Error('connect it first')
        return { accessToken: credentials.key, expiresAt: 4e12 }
      },
    },
    connect: ({ token }) => ({
      seller: async () => {
        const told = await token()
        if (platform.isDown) throw Object.assign(new Error('down'), { failure: { kind: 'temporary', message: 'down' } })
        return told
      },
    }),
    identity: ({ api }) => api.seller(),
  })

let platform: { isDown: boolean; refreshed: string[] }
let shop: TestShop
beforeEach(async () => {
  platform = { isDown: false, refreshed: [] }
  shop = await openTestShop({ plugins: [named(), plain(), shared(), window(), asked(platform)()] })
})
afterEach(() => shop.close())

const channels = () => shop.commerce.call.admin.channels
const connect = async (channel: string, given: { settings?: Record<string, string>; key?: string } = {}) => {
  const { settings = {}, key = 'one' } = given
  const credentials = channel === 'window' ? {} : { credentials: { key } }
  const body = {
    channel,
    name: `The ${channel} of ${Object.values(settings).join(' ') || key}`,
    settings,
    ...credentials,
  }
  return { params: { id: (await channels().connect({ body })).id } }
}
const live = async (...given: Parameters<typeof connect>) => {
  const made = await connect(...given)
  await channels().confirm(made)
  return made
}
const taken = (path: string, name: string) => ({
  code: 'channels.accountTaken',
  hint: expect.stringContaining(name),
  errors: [{ path, code: 'taken', message: expect.stringContaining(name) }],
})
/** The merchant agrees on the page of the platform, which sends the browser back. Answers the problem, if there is one. */
const authorize = async (made: { params: { id: string } }, code: string) => {
  const { url } = await channels().authorize(made)
  const query = new URLSearchParams({ state: new URL(url).searchParams.get('state') ?? '', code })
  const answer = await shop.commerce.app.request(`/admin/connections/authorized?${query}`)
  return answer.ok ? undefined : answer.json()
}

describe('an account that a live connection of the channel has', () => {
  it('is not connected a second time', async () => {
    const { params } = await live('named', { settings: { seller: 'ann' } })
    const again = connect('named', { settings: { seller: 'ann', note: 'two' }, key: 'two' })
    await expect(again).rejects.toMatchObject(taken('body.credentials', `“The named of ann” (${params.id})`))
    expect((await channels().list({})).items).toHaveLength(1)
    await connect('named', { settings: { seller: 'bob' } })
  })

  it('is not taken by changing another connection, which stays as it was', async () => {
    await live('named', { settings: { seller: 'ann' } })
    const bob = await live('named', { settings: { seller: 'bob' } })
    const change = channels().update({ ...bob, body: { settings: { seller: 'ann' } } })
    await expect(change).rejects.toMatchObject(taken('body.settings', 'The named of ann'))
    expect((await channels().get(bob)).settings).toMatchObject({ seller: 'bob' })
    await channels().update({ ...bob, body: { settings: { seller: 'bob', note: 'changed' } } })
  })

  it('goes live once of two dry runs, and moves when the first one is paused', async () => {
    const first = await connect('named')
    const second = await connect('named')
    await channels().confirm(first)
    await expect(channels().confirm(second)).rejects.toMatchObject(taken('account', 'The named of one'))
    await channels().pause(first)
    await channels().confirm(second)
    await expect(channels().resume(first)).rejects.toMatchObject(taken('account', 'The named of one'))
  })

  it('goes live once when both are confirmed at the same time', async () => {
    const both = [await connect('named'), await connect('named')]
    const done = await Promise.allSettled(both.map((one) => channels().confirm(one)))
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [refused] = done.filter((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'channels.accountTaken' })
  })

  it('is known by equal settings and credentials where the channel does not tell', async () => {
    await live('plain')
    await expect(connect('plain')).rejects.toMatchObject(taken('body.credentials', 'The plain of one'))
    await connect('plain', { key: 'other' })
    await connect('plain', { settings: { seller: 'bob' } })
  })

  it('hinders nobody where connections of one account are meant, or there is none', async () => {
    for (const channel of ['shared', 'window']) {
      await live(channel)
      await live(channel)
    }
    expect((await channels().list({})).items.map(({ status }) => status)).toEqual(['live', 'live', 'live', 'live'])
  })

  it('is recognised when it was connected before accounts were noted', async () => {
    await live('named')
    await shop.commerce.core.db.batch([{ sql: 'update channel_connections set account = null', args: [] }])
    await expect(connect('named')).rejects.toMatchObject({ code: 'channels.accountTaken' })
  })
})

describe('the channels that are installed', () => {
  it('say whether the platform has a page where the account is connected', async () => {
    const { items } = await channels().installed({})
    const having = items.filter(({ capabilities }) => capabilities.includes('authorize'))
    expect(having.map(({ id }) => id)).toEqual(['asked'])
  })
})

describe('an account that only the platform knows', () => {
  it('is refused at connect and with new credentials, and what was granted on the way is kept', async () => {
    await live('asked', { key: 'ann' })
    await expect(connect('asked', { key: 'ann' })).rejects.toMatchObject(taken('body.credentials', 'The asked of ann'))
    const bob = await live('asked', { key: 'bob' })
    expect(platform.refreshed).toEqual(['ann', 'ann', 'bob'])
    const change = channels().update({ ...bob, body: { credentials: { key: 'ann' } } })
    await expect(change).rejects.toMatchObject(taken('body.credentials', 'The asked of ann'))
    await channels().update({ ...bob, body: { credentials: { key: 'cem' } } })
    expect(platform.refreshed).toEqual(['ann', 'ann', 'bob', 'ann', 'cem'])
  })

  it('is refused when the merchant comes back from its page, and the tokens of before stay', async () => {
    await live('asked', { key: 'ann' })
    const bob = await live('asked', { key: 'bob' })
    const tokens = () => shop.commerce.core.db.raw('select tokens from channel_connections order by id')
    const before = await tokens()
    expect(await authorize(bob, 'ann')).toMatchObject(taken('account', 'The asked of ann'))
    expect(await tokens()).toEqual(before)
    expect(await authorize(bob, 'bob')).toBeUndefined()
    const third = await connect('asked', { key: 'none' })
    await authorize(third, 'cem')
    await channels().confirm(third)
    await expect(connect('asked', { key: 'cem' })).rejects.toMatchObject({ code: 'channels.accountTaken' })
  })

  it('goes live when the platform has said whose it is', async () => {
    platform.isDown = true
    const one = await connect('asked', { key: 'ann' })
    await expect(channels().confirm(one)).rejects.toMatchObject({ code: 'channels.notConnected' })
    platform.isDown = false
    await channels().confirm(one)
    await expect(connect('asked', { key: 'ann' })).rejects.toMatchObject({ code: 'channels.accountTaken' })
  })
})
