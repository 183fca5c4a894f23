import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Guard, param, type SqlValue, type Statement, statement } from '../kernel/index.ts'
import { counters } from './schema.ts'

/** A series of numbers for people. */
type Series = 'order' | 'draft'

const countUp = statement((q) =>
  q
    .update(counters)
    .set({ value: sql`value + 1` })
    .where(eq(counters.name, param('series'))),
)

type Row<T extends SQLiteTable> = Omit<T['$inferInsert'], 'number'>
type Column = ReturnType<typeof getTableColumns>[string]
type NumberedTable = SQLiteTable & { readonly number: SQLiteColumn }

/**
 * Inserts a row whose `number` is the next of its series. The counter moves in the same command, so numbers have no gaps and follow the
 * order of commits. The second statement returns the number and what else is asked for.
 */
export function insertNumbered<T extends NumberedTable>(
  table: T,
  series: Series,
  returning: (keyof T['_']['columns'] & string)[] = [],
): (row: Row<T>, guard?: Guard) => [Statement, Statement] {
  const all: Record<string, Column> = getTableColumns(table)
  const columns = Object.entries(all).filter(([, column]) => column.generated === undefined)
  const insert = statement((q) =>
    q
      .insert(table)
      .values(Object.fromEntries(columns.map(([key]) => [key, sourceOf(key)])) as unknown as T['$inferInsert'])
      .returning({ number: table.number, ...Object.fromEntries(returning.map((key) => [key, all[key]])) }),
  )
  let text: string | undefined
  return (row, guard) => {
    text ??= insert(Object.fromEntries([...columns.map(([key]) => [key, null]), ['series', series]])).sql
    const args = columns.map(([key, column]) =>
      key === 'number' ? series : encode(column, (row as Record<string, unknown>)[key]),
    )
    return [countUp({ series }, { changes: 1 }), { sql: text, args, ...guard, returns: true }]
  }
}

function sourceOf(key: string): SQL {
  if (key === 'number') return sql`(select prefix || value from counters where name = ${param('series')})`
  return sql`${param(key)}`
}

function encode(column: Column, value: unknown): SqlValue {
  const given = value === undefined ? column.default : value
  return given === undefined || given === null ? null : (column.mapToDriverValue(given) as SqlValue)
}
