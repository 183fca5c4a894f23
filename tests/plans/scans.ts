import { join } from 'node:path'
import { type Engine, openLocalEngine } from '../../packages/core/src/kernel/index.ts'
import type { TestShop } from '../../packages/core/src/testing/shop.ts'

/** A statement that reads a table from end to end. */
export interface Scan {
  readonly table: string
  readonly step: string
  readonly sql: string
}

/** Tables that stay small in the largest shop: what people set up by hand, names, and one row for a thousand products. */
const SMALL = new Set([
  'channel_connections',
  'markets',
  'sales_channels',
  'price_lists',
  'stock_locations',
  'delivery_methods',
  'delivery_rates',
  'delivery_method_locations',
  'payment_methods',
  'tax_zones',
  'tax_rates',
  'collections',
  'browse_names',
  'browse_blocks',
  'price_turns',
  'order_numbers',
  'jobs',
  'webhook_endpoints',
])

/** Partial indices of nothing but what waits to be done: read from end to end, they are short. */
const WAITING = new Set(['channel_orders_erasure'])

/** Asks the database how it would run each statement. A virtual table is searched by what it was asked, and lists of values are no tables. */
export function scansOf(shop: TestShop, statements: Iterable<string>): Promise<Scan[]> {
  return explaining(shop, async (steps, tables) => {
    const scans: Scan[] = []
    for (const sql of statements) {
      const aliases = aliasesIn(sql, tables)
      for (const step of await steps(sql)) {
        const [, name = '', index = ''] = /^SCAN (\S+)(?:.* INDEX (\S+))?/.exec(step) ?? []
        const table = step.includes('VIRTUAL TABLE') ? undefined : aliases.get(name)
        if (table !== undefined && !SMALL.has(table) && !WAITING.has(index)) scans.push({ table, step, sql })
      }
    }
    return scans
  })
}

/** Statements that collect their rows to sort them, instead of reading them in order. */
export function sortsOf(shop: TestShop, statements: Iterable<string>): Promise<string[]> {
  return explaining(shop, async (steps) => {
    const sorting: string[] = []
    for (const sql of statements)
      if ((await steps(sql)).some((step) => step.startsWith('USE TEMP B-TREE'))) sorting.push(sql)
    return sorting
  })
}

type Steps = (sql: string) => Promise<string[]>

/** On a connection of its own: one that has explained something sees no later commit (libsql 0.5.29). */
async function explaining<T>(
  { folder }: TestShop,
  work: (steps: Steps, tables: ReadonlySet<string>) => Promise<T>,
): Promise<T> {
  const engine: Engine = openLocalEngine(join(folder, 'shop.db'))
  try {
    const names = await engine.read("select name from pragma_table_list where schema = 'main' and type = 'table'", [])
    const steps: Steps = async (sql) =>
      (await engine.read(`explain query plan ${sql}`, [])).map((row) => String(row[3]))
    return await work(steps, new Set(names.flat().map(String)))
  } finally {
    await engine.close()
  }
}

/** What each name in a statement stands for. A name may stand for several tables in different places: the larger one counts. */
function aliasesIn(sql: string, tables: ReadonlySet<string>): Map<string, string> {
  const aliases = new Map<string, string>()
  for (const [, table = '', alias = table] of sql.matchAll(
    /\b(?:from|join|into|update)\s+"?(\w+)"?(?:\s+(?:as\s+)?"?(\w+)"?)?/gi,
  )) {
    if (!tables.has(table)) continue
    for (const name of [alias, table])
      if (!aliases.has(name) || SMALL.has(aliases.get(name) ?? '')) aliases.set(name, table)
  }
  return aliases
}
