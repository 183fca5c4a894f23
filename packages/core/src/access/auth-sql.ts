import { type Column, getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { SqlValue, Statement } from '../kernel/index.ts'

/** One condition as better-auth's adapter factory cleans it. */
export interface Condition {
  readonly field: string
  readonly operator: string | undefined
  readonly value: unknown
  readonly connector: 'AND' | 'OR' | undefined
}

export interface Sorting {
  readonly field: string
  readonly direction: 'asc' | 'desc'
}

export type Row = Record<string, unknown>

/** Translates the value of a field for the database. */
type Encode = (field: string, value: unknown) => SqlValue

const OPERATORS: Record<string, string> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' }

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Writes what better-auth asks for as SQL. Names come from our own tables only; a field that they do not have is an error. */
export function sqlFor(table: SQLiteTable, encode: Encode) {
  const name = quote(getTableName(table))
  const columns = getTableColumns(table) as Record<string, Column>
  const fields = Object.keys(columns)
  const columnName = (field: string) => {
    const column = columns[field]
    if (column === undefined) throw new Error(`better-auth asked for a column that the house does not have: ${field}`)
    return quote(column.name)
  }
  const where = (conditions: readonly Condition[]) => conditionsSql(conditions, columnName, encode)
  return {
    fields,
    select(conditions: readonly Condition[], sorting: Sorting | undefined): Statement {
      const found = where(conditions)
      const order =
        sorting === undefined
          ? ''
          : ` order by ${columnName(sorting.field)} ${sorting.direction === 'desc' ? 'desc' : 'asc'}`
      return { sql: `select ${fields.map(columnName).join(', ')} from ${name}${found.sql}${order}`, args: found.args }
    },
    insert(row: Row): Statement {
      const keys = Object.keys(row)
      const places = keys.map(() => '?').join(', ')
      const sql = `insert into ${name} (${keys.map(columnName).join(', ')}) values (${places})`
      return { sql, args: keys.map((key) => encode(key, row[key])) }
    },
    update(ids: readonly unknown[], patch: Row): Statement {
      const keys = Object.keys(patch)
      const sets = keys.map((key) => `${columnName(key)} = ?`).join(', ')
      const args = [...keys.map((key) => encode(key, patch[key])), JSON.stringify(ids)]
      return { sql: `update ${name} set ${sets} where id in (select value from json_each(?))`, args }
    },
    remove: (ids: readonly unknown[]): Statement => ({
      sql: `delete from ${name} where id in (select value from json_each(?))`,
      args: [JSON.stringify(ids)],
    }),
  }
}

function conditionsSql(conditions: readonly Condition[], columnName: (field: string) => string, encode: Encode) {
  const args: SqlValue[] = []
  const parts = conditions.map(({ field, operator, value, connector }, at) => {
    const joined = at === 0 ? '' : connector === 'OR' ? ' or ' : ' and '
    const left = `${joined}${columnName(field)}`
    if (value === null) return `${left} is ${operator === 'ne' ? 'not ' : ''}null`
    if (operator === 'in') {
      args.push(JSON.stringify((value as unknown[]).map((one) => encode(field, one))))
      return `${left} in (select value from json_each(?))`
    }
    const sign = OPERATORS[operator ?? 'eq']
    if (sign === undefined) throw new Error(`better-auth asked in a way that the house does not know: ${operator}`)
    args.push(encode(field, value))
    return `${left} ${sign} ?`
  })
  return { sql: parts.length === 0 ? '' : ` where ${parts.join('')}`, args }
}
