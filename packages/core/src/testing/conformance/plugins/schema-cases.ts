import { deepStrictEqual, ok } from 'node:assert/strict'
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { Commerce } from '../../../commerce.ts'
import { tablePrefix } from '../../../plugins/own-tables.ts'
import type { PluginCases } from './cases.ts'
import { consumersOf, ownRows, ownSchema, ownTables, rowCounts, schemaNames } from './state.ts'
import type { PluginWorld } from './world.ts'

async function foreignKeysOf({ core }: Commerce, table: string): Promise<string[]> {
  return (await core.db.raw('select "table" from pragma_foreign_key_list(?)', [table])).map(([to]) => String(to))
}

async function columnsOf({ core }: Commerce, table: string): Promise<string[]> {
  return (await core.db.raw('select name from pragma_table_xinfo(?)', [table])).map(([name]) => String(name)).sort()
}

/** The plugin as it was when it had so many of its migrations, with nothing else. */
function younger({ plugin }: PluginWorld, count: number) {
  const { id, version, migrations = [] } = plugin.definition
  return { ...plugin, definition: { id, version, migrations: migrations.slice(0, count) } }
}

export const schemaCases: PluginCases = {
  'tables: whatever it makes begins with its name': async (world) => {
    const before = new Set(await schemaNames(await world.open({ plugin: null })))
    const made = (await schemaNames(await world.open())).filter((name) => !before.has(name))
    deepStrictEqual(
      made.filter((name) => !name.startsWith(tablePrefix(world.plugin.id))),
      [],
    )
  },
  'tables: none refers to a table of somebody else': async (world) => {
    const shop = await world.open()
    const { id } = world.plugin
    for (const table of await ownTables(shop, id))
      for (const to of await foreignKeysOf(shop, table))
        ok(to.startsWith(tablePrefix(id)), `${table} refers to ${to}, whose rebuild would empty it`)
  },
  'tables: each that it declares is there, column for column': async (world) => {
    const shop = await world.open()
    for (const table of Object.values(world.plugin.definition.tables ?? {})) {
      const declared = Object.values(getTableColumns(table)).map(({ name }) => name)
      const there = await columnsOf(shop, getTableName(table))
      deepStrictEqual(
        declared.filter((name) => !there.includes(name)),
        [],
        getTableName(table),
      )
    }
  },
  'migrations: a shop that was there before gets it, and loses nothing': async (world) => {
    const { id } = world.plugin
    const own = (name: string) => name.startsWith(tablePrefix(id))
    const counts = async (shop: Commerce) =>
      Object.fromEntries(Object.entries(await rowCounts(shop)).filter(([name]) => !own(name) && name !== 'migrations'))
    const before = await counts(await world.open({ plugin: null }))
    deepStrictEqual(await counts(await world.open()), before)
  },
  'migrations: a second start changes nothing': async (world) => {
    const { id } = world.plugin
    const first = await world.open()
    await world.live(first)
    const before = [await ownSchema(first, id), await ownRows(first, id), (await consumersOf(first, id)).length]
    const second = await world.open()
    deepStrictEqual(
      [await ownSchema(second, id), await ownRows(second, id), (await consumersOf(second, id)).length],
      before,
    )
  },
  'migrations: from each of them on, the rest makes the same schema': {
    needs: ['migrations'],
    run: async (world) => {
      const { id, definition } = world.plugin
      const count = definition.migrations?.length ?? 0
      const whole = await ownSchema(await world.open(), id)
      for (let had = 0; had < count; had += 1) {
        await world.fresh()
        await world.open({ plugin: younger(world, had) })
        deepStrictEqual(await ownSchema(await world.open(), id), whole, `from ${had} migrations`)
      }
    },
  },
  'migrations: the version before is upgraded with its rows': {
    needs: ['before'],
    run: async (world) => {
      const { before, settings = {} } = world.options
      const old = before?.(settings as never)
      const shop = await world.open(old === undefined ? {} : { plugin: old })
      await world.live(shop)
      const was = await ownRows(shop, world.plugin.id)
      const now = await ownRows(await world.open(), world.plugin.id)
      for (const [table, rows] of Object.entries(was))
        ok((now[table]?.length ?? 0) >= rows.length || !(table in now), `${table} lost rows`)
    },
  },
}
