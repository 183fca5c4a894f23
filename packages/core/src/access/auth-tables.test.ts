import { getAuthTables } from 'better-auth/db'
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accounts, logins, sessions, verifications } from '../customers/schema.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { staff, staffAccounts, staffSessions, staffVerifications } from './schema.ts'

const described = getAuthTables({ emailAndPassword: { enabled: true } })
const TYPES: Record<string, string> = { string: 'TEXT', date: 'INTEGER', boolean: 'INTEGER', number: 'INTEGER' }

const realms: [string, Record<string, SQLiteTable>][] = [
  ['staff', { user: staff, session: staffSessions, account: staffAccounts, verification: staffVerifications }],
  ['customers', { user: logins, session: sessions, account: accounts, verification: verifications }],
]

describe.each(realms)("the tables of %s are what better-auth's own description says", (_realm, tables) => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp()
  })
  afterAll(() => test.close())

  it.each(Object.keys(described))('%s', async (model) => {
    const table = tables[model] as SQLiteTable
    expect(table, `better-auth wants a table for ${model}`).toBeDefined()
    const columns = getTableColumns(table)
    const name = getTableName(table)
    const real = await test.app.db.raw(`select name, type, "notnull" from pragma_table_info('${name}')`)
    const uniques = await test.app.db.raw(
      `select ii.name from pragma_index_list('${name}') il, pragma_index_info(il.name) ii where il."unique" = 1`,
    )
    const references = await test.app.db.raw(
      `select "table", "from", "to", on_delete from pragma_foreign_key_list('${name}')`,
    )
    for (const [key, field] of Object.entries(described[model]?.fields ?? {})) {
      const column = columns[key]
      expect(column, `${model}.${key} is missing`).toBeDefined()
      const row = real.find(([found]) => found === column?.name)
      expect([key, row?.[1], row?.[2]]).toEqual([key, TYPES[String(field.type)], field.required === false ? 0 : 1])
      if (field.unique === true) expect(uniques.flat()).toContain(column?.name)
      if (field.references !== undefined)
        expect(references).toContainEqual([getTableName(tables.user as SQLiteTable), column?.name, 'id', 'CASCADE'])
    }
  })
})
