/* Files of a new plugin that is no channel, as they read for one called sample-plugin. */

export const index = `export { samplePlugin } from './plugin.ts'
`

export const plugin = `import { definePlugin, type Migration, route } from '@vitrine/core'
import * as v from 'valibot'
import { add, byEmail, forget } from './buyers.ts'
import { problems } from './problems.ts'
import { buyers } from './schema.ts'

const DAY = 86_400_000

/** What a shop sets in code; the form of the back office is drawn from it. */
const Settings = v.object({
  /** Buyers who were not here for so long are forgotten. */
  keepDays: v.pipe(v.optional(v.number(), 730), v.integer(), v.minValue(1), v.title('Days that buyers are kept')),
})

const Buyer = v.object({ email: v.string(), orders: v.number(), lastOrderAt: v.string() })

/** Migrations are never changed once they were published: the next change is a new one behind them. */
const migrations: readonly Migration[] = [
  {
    name: '0001_buyers',
    statements: [
      'create table sample_plugin_buyers (email text primary key not null, orders integer not null check (orders > 0), last_order_at integer not null) strict, without rowid',
      'create index sample_plugin_buyers_last_order_at on sample_plugin_buyers (last_order_at)',
    ],
  },
]

/**
 * Sample plugin: counts what everybody ordered. It has one of each thing that a plugin can have: a table, an endpoint, an event that it hears,
 * a job and a panel. Put your own in their place, and keep the suite green.
 * @example createCommerce({ plugins: [samplePlugin({ keepDays: 365 })] })
 */
export const samplePlugin = definePlugin({
  id: 'sample-plugin',
  version: '0.1.0',
  core: '{core}',
  config: Settings,
  needs: ['orders:read'],
  tables: { buyers },
  migrations,
  problems,
  contract: {
    buyer: route.get('/buyers/:email', {
      access: 'orders:read',
      output: Buyer,
      problems: [problems.unknownBuyer],
      summary: 'What somebody ordered',
    }),
  },
  handlers: {
    buyer: async ({ params: { email } }, { db }) => {
      const found = await db.get(byEmail, { email })
      if (found === undefined) throw problems.unknownBuyer({ detail: 'Nobody ordered with this address.' })
      return { email, orders: found.orders, lastOrderAt: new Date(found.lastOrderAt).toISOString() }
    },
  },
  on: {
    'order.placed': async ({ data }, { core, db, now }) => {
      const { email } = await core.orders.get({ params: { id: data.orderId } })
      if (email === null) return
      await db.run('count', () => ({ statements: [add({ email, now: now() })], result: null }))
    },
  },
  jobs: {
    forget: {
      every: '1d',
      run: async ({ config, db, now }) => {
        const before = now() - config.keepDays * DAY
        await db.run('forget', () => ({ statements: [forget({ before })], result: null }))
      },
    },
  },
  admin: { panels: [{ at: 'customer', title: 'Sample plugin', show: 'buyer' }] },
})
`

export const buyers = `import { param, plain, query } from '@vitrine/core'
import { eq, sql } from 'drizzle-orm'
import { buyers } from './schema.ts'

/* Statements are made once, and filled when they run. */

export const byEmail = query((q) =>
  q
    .select()
    .from(buyers)
    .where(eq(buyers.email, param('email'))),
)

export const add = plain(sql\`
  insert into sample_plugin_buyers (email, orders, last_order_at) values (\${param('email')}, 1, \${param('now')})
  on conflict (email) do update set orders = orders + 1, last_order_at = excluded.last_order_at\`)

export const forget = plain(sql\`delete from sample_plugin_buyers where last_order_at < \${param('before')}\`)
`

export const schema = `import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Tables begin with the plugin's name, and hold ids of the core as text: no foreign keys into it. */
export const buyers = sqliteTable('sample_plugin_buyers', {
  email: text('email').primaryKey().notNull(),
  orders: integer('orders').notNull(),
  lastOrderAt: integer('last_order_at').notNull(),
})
`

export const problems = `import { defineProblems } from '@vitrine/core'

export const problems = defineProblems('sample-plugin', {
  unknownBuyer: { status: 404, title: 'Nobody of that address ordered anything' },
})
`
