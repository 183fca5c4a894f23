/// <reference types="vite/client" />
import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../testing/index.ts'

interface Shape {
  readonly columns: Record<string, string>
  readonly primaryKey: readonly string[]
}

const modules: Record<string, Record<string, unknown>> = import.meta.glob('../**/schema.ts', { eager: true })
const tables = Object.entries(modules).flatMap(([path, exported]) =>
  Object.values(exported)
    .filter((value) => is(value, SQLiteTable))
    .map((table) => ({ path, table, name: getTableConfig(table).name })),
)

let test: TestApp
beforeAll(async () => {
  test = await openTestApp()
})
afterAll(() => test.close())

describe('the schema', () => {
  it.each(tables)('of $name is the same in $path and in the migrations', async ({ table, name }) => {
    expect(await migratedShape(name)).toEqual(declaredShape(table))
  })

  it('declares each table once', () => {
    const names = tables.map(({ name }) => name)
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('has STRICT tables only', async () => {
    const loose = await test.app.db.raw(
      "select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'",
    )
    expect(loose.flat()).toEqual([])
  })
})

function declaredShape(table: SQLiteTable): Shape {
  const { columns, primaryKeys } = getTableConfig(table)
  const composite = primaryKeys.flatMap((key) => key.columns.map(({ name }) => name))
  const single = columns.filter(({ primary }) => primary).map(({ name }) => name)
  return {
    columns: Object.fromEntries(
      columns.map((column) => [
        column.name,
        describeColumn({
          type: column.getSQLType(),
          isNotNull: column.notNull || composite.includes(column.name),
          isGenerated: column.generated !== undefined,
        }),
      ]),
    ),
    primaryKey: composite.length > 0 ? composite : single,
  }
}

async function migratedShape(name: string): Promise<Shape> {
  const rows = await test.app.db.raw('select name, type, "notnull", pk, hidden from pragma_table_xinfo(?)', [name])
  const columns = rows as [name: string, type: string, notNull: number, key: number, hidden: number][]
  const keys = columns.filter(([, , , key]) => key > 0).sort((a, b) => a[3] - b[3])
  return {
    columns: Object.fromEntries(
      columns.map(([column, type, notNull, key, hidden]) => [
        column,
        describeColumn({ type, isNotNull: notNull === 1 || key > 0, isGenerated: hidden === 2 || hidden === 3 }),
      ]),
    ),
    primaryKey: keys.map(([column]) => column),
  }
}

function describeColumn(column: { type: string; isNotNull: boolean; isGenerated: boolean }): string {
  const { type, isNotNull, isGenerated } = column
  return [type.toLowerCase(), isNotNull && !isGenerated ? 'not null' : '', isGenerated ? 'generated' : '']
    .filter(Boolean)
    .join(' ')
}
