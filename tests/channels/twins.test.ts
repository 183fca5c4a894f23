import { type ConformingPlatform, marketplaceSandbox } from '@vitrine/core/testing'
import { describe, expect, it } from 'vitest'
import { forgetful, marketplaceServer, tryCase, twinOf } from './fixtures/twins.ts'

/* Each case of the suite is told from one that cannot fail by a channel, an engine or a platform that does the one thing wrong. */

type Keys = Record<string, unknown>
type Page = { readonly orders: readonly { readonly externalId: string; readonly raw: { readonly version?: number } }[] }
type Pull = (api: unknown, from: { readonly cursor: string | null }) => Promise<Page>

interface Orders {
  readonly pull: Pull
  readonly parse: (raw: unknown, at: unknown) => { readonly total: number }
}

const orders = (change: (orders: Orders) => Keys) =>
  twinOf((channel) => ({ orders: { ...(channel.orders as Keys), ...change(channel.orders as Orders) } }))

const dearer = ({ total, ...order }: { readonly total: number }) => ({ ...order, total: total + 1 })

/** Remembers in its own memory what it told, and tells it once. */
const forgetfulPull = () => {
  const told = new Set<string>()
  return orders(({ pull }) => ({
    pull: async (api: unknown, from: { readonly cursor: string | null }) => {
      const page = await pull(api, from)
      const fresh = page.orders.filter(({ externalId, raw }) => !told.has(`${externalId} ${raw.version}`))
      for (const { externalId, raw } of fresh) told.add(`${externalId} ${raw.version}`)
      return { ...page, orders: fresh }
    },
  }))
}

/** Calls an order by another name each time. */
const renamingPull = () => {
  let times = 0
  return orders(({ pull }) => ({
    pull: async (api: unknown, from: { readonly cursor: string | null }) => {
      const page = await pull(api, from)
      times += 1
      return { ...page, orders: page.orders.map((one) => ({ ...one, externalId: `${one.externalId}-${times}` })) }
    },
  }))
}

/** Says of a cursor that it does not take that there is nothing. */
const silentPull = () =>
  orders(({ pull }) => ({
    pull: (api: unknown, from: { readonly cursor: string | null }) =>
      pull(api, from).catch(() => ({ orders: [], cursor: from.cursor, isMore: false })),
  }))

/** A platform that makes another item of each that it is sent. */
async function heapingServer({ now }: { readonly now: () => number }): Promise<ConformingPlatform> {
  const sandbox = await marketplaceSandbox({ seed: 7, now })
  const sent = () =>
    sandbox.calls({ path: '/v1/offers/batch' }).flatMap(({ body }) => {
      const { offers } = JSON.parse(body ?? '{"offers":[]}') as { readonly offers: { readonly offerKey: string }[] }
      return offers.map(({ offerKey }) => offerKey)
    })
  return {
    hosts: { 'api.bazaar.example': sandbox.url },
    turn: sandbox.turn,
    calm: sandbox.calm,
    stop: sandbox.stop,
    writes: () => sent().length,
    shows: () => {
      const there = new Map(sandbox.act.state({}).offers.map((offer) => [offer.offerKey, offer]))
      return sent().map((key) => {
        const { quantity = 0, price } = there.get(key) ?? {}
        return { key, isLive: true, quantity, ...(price == null ? {} : { price }) }
      })
    },
  }
}

const pricelessServer = async (given: { readonly now: () => number }) => {
  const platform = await marketplaceServer(given)
  return { ...platform, shows: async () => (await platform.shows()).map(({ price: _, ...item }) => item) }
}

const unreadable = () =>
  twinOf(({ listings }) => {
    const { observe: _, ...others } = listings as Keys
    return { listings: others }
  })

const seldom = () =>
  twinOf(({ listings }) => {
    const { observe, ...others } = listings as { readonly observe: Keys }
    return { listings: { ...others, observe: { ...observe, every: '365d' } } }
  })

const trusting = () => twinOf(({ webhook }) => ({ webhook: { ...(webhook as Keys), verify: () => true } }))

/** What is noted before a call is taken for what comes after it. */
const forgets = (table: string, then: string) =>
  forgetful(
    `create trigger bazaar_forgets after update of asked_at on ${table} when new.asked_at is not null begin update ${table} set ${then}; end`,
  )

/** What is wrong, the twin that does it, the case that must find it, and what it tells. */
const TWINS = [
  {
    wrong: 'an engine that believes to have listed what it is about to list',
    twin: () => forgets('channel_listings', 'done = dirty, asked_at = null where id = new.id'),
    found: 'crash: while listings are made',
    told: /each once/,
  },
  {
    wrong: 'a channel that lists again what it cannot read back',
    twin: unreadable,
    server: heapingServer,
    found: 'crash: while listings are made',
    told: /each once/,
  },
  {
    wrong: 'a place that is never passed',
    twin: seldom,
    found: 'crash: while listings are looked at',
    told: /never passed/,
  },
  {
    wrong: 'an order that was told once and not kept',
    twin: forgetfulPull,
    found: 'crash: while orders are asked for, kept and taken into the book',
    told: /VEIL-ONE/,
  },
  {
    wrong: 'an engine that believes to have told what it is about to tell',
    twin: () => forgets('channel_commands', "status = 'done' where id = new.id"),
    found: 'crash: while a shipment is told',
    told: /each parcel is told once/,
  },
  {
    wrong: 'a message that is kept as if something had been made of it',
    twin: () =>
      forgetful(
        'create trigger bazaar_forgets after insert on channel_hooks begin update channel_hooks set handled_at = 1 where message_id = new.message_id; end',
      ),
    found: 'crash: while a message is kept, and while it is done with',
    told: /in the book once/,
  },
  {
    wrong: 'an order that has another name each time',
    twin: renamingPull,
    found: 'orders: a cancellation at the channel gives the stock back',
    told: /cancelled/,
  },
  {
    wrong: 'a cursor that is not taken, and nobody told',
    twin: silentPull,
    found: 'orders: a cursor that makes no sense, or is of a time to come, loses none',
    told: /with the cursor/,
  },
  {
    wrong: 'a parcel of which the channel never heard',
    twin: () => orders(() => ({ ship: async () => ({ outcome: 'done' }) })),
    found: 'fulfilment: what is sent in parts is told in parts, each once',
    told: /0 !== 1/,
  },
  {
    wrong: 'messages that anybody may send',
    twin: trusting,
    found:
      'hooks: what is not signed by the platform is refused and leaves nothing, and a flood of it stops no good one',
    told: /401/,
  },
  {
    wrong: 'an order of an earlier release that is read in another way',
    twin: () => orders(({ parse }) => ({ parse: (raw: unknown, at: unknown) => dearer(parse(raw, at)) })),
    found: 'upgrade: settings, listings, cursors and orders that earlier releases kept are taken over',
    told: /an order that 0.1.0 kept/,
  },
  {
    wrong: 'a mark-up that nobody can see',
    twin: () => twinOf(() => ({})),
    server: pricelessServer,
    found: 'prices: a policy marks up and rounds',
    told: /14.50 and 12 %/,
  },
]

describe('the suite for channels finds', () => {
  it.each(TWINS)('$wrong', { timeout: 60_000 }, async ({ twin, server, found, told }) => {
    await expect(tryCase(found, twin(), server)).rejects.toThrow(told)
  })
})
