import * as v from 'valibot'
import { describe, expectTypeOf, it } from 'vitest'
import { defineChannel } from './define-channel.ts'

interface Api {
  readonly post: (path: string, body: unknown) => Promise<string>
}

const offer = v.object({ sku: v.string(), name: v.string() })

describe('a channel that is declared', () => {
  it('knows in each key what the keys before it said', () => {
    defineChannel('stall', {
      version: '1.0.0',
      kind: 'marketplace',
      title: 'Stall',
      settings: v.object({ region: v.string() }),
      credentials: v.object({ clientId: v.string() }),
      hosts: ['api.stall.example'],
      needs: ['orders:read'],
      connect: (account): Api => {
        expectTypeOf(account.settings.region).toBeString()
        expectTypeOf(account.credentials.clientId).toBeString()
        return { post: async () => account.token() }
      },
      listings: {
        shape: offer,
        map: (item, { settings }) => ({ sku: item.sku, name: `${item.title} ${settings.region}` }),
        publish: async (api, entries) => {
          expectTypeOf(api).toEqualTypeOf<Api>()
          return entries.map(({ key, shape }) => ({ key, outcome: 'live', externalId: shape.name }))
        },
        withdraw: async (_api, entries) => entries.map(({ key }) => ({ key, outcome: 'live' })),
      },
      stock: {
        push: async (_api, entries) => entries.map(({ key, shape }) => ({ key: key + shape.sku, outcome: 'live' })),
      },
      jobs: {
        look: {
          every: '1h',
          run: async ({ connections, core }) => {
            const [first] = await connections()
            expectTypeOf(first?.api).toEqualTypeOf<Api | undefined>()
            expectTypeOf(core.orders.get).toBeFunction()
          },
        },
      },
    })
  })

  it('infers what it maps to from the mapping alone', () => {
    defineChannel('market', {
      version: '1.0.0',
      kind: 'social',
      title: 'Market',
      connect: () => 7,
      listings: {
        map: (item) => ({ id: item.sku }),
        publish: async (api, entries) => {
          expectTypeOf(api).toBeNumber()
          expectTypeOf(entries[0]?.shape).toEqualTypeOf<{ id: string } | undefined>()
          return []
        },
        withdraw: async () => [],
      },
    })
  })

  it('may have no account outside, and show what is in its own tables', () => {
    defineChannel('board', {
      version: '1.0.0',
      kind: 'web',
      title: 'Board',
      config: v.object({ name: v.string() }),
      needs: ['keys:read'],
      connect: (account, own) => {
        expectTypeOf(account.credentials).toEqualTypeOf<Record<never, never>>()
        expectTypeOf(own.config.name).toBeString()
        expectTypeOf(own.core.access.publishableKeys).toBeFunction()
        // @ts-expect-error it did not declare orders:read
        own.core.orders.get
        // @ts-expect-error what is being opened has no connections yet
        own.connections
        return own.db
      },
      listings: {
        map: (item) => item.title,
        publish: async (db, entries) => {
          expectTypeOf(db.run).toBeFunction()
          return entries.map(({ key }) => ({ key, outcome: 'live' }))
        },
        withdraw: async () => [],
      },
    })
  })

  it('is told of a mistake at its own line', () => {
    defineChannel('stall', {
      version: '1.0.0',
      kind: 'marketplace',
      title: 'Stall',
      settings: v.object({ region: v.string() }),
      connect: (account) => {
        // @ts-expect-error there is no such setting
        return account.settings.regoin
      },
      listings: {
        shape: offer,
        // @ts-expect-error a name is missing
        map: (item) => ({ sku: item.sku }),
        publish: async (_api, entries) =>
          // @ts-expect-error no such outcome
          entries.map(({ key }) => ({ key, outcome: 'fine' as const })),
        withdraw: async () => [],
      },
      orders: {
        every: '2m',
        // @ts-expect-error a page has a cursor
        pull: async () => ({ orders: [], isMore: false }),
        parse: () => {
          throw new Error('unread')
        },
      },
    })
  })
})
