import { type Column, getTableColumns, getTableName, Placeholder, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Problem } from '../problem.ts'
import { type Builder, builder } from './builder.ts'
import type { Failure } from './failure.ts'
import { filler } from './fill.ts'
import { ofCore } from './origin.ts'

export type SqlValue = string | number | bigint | null | Uint8Array

/** What a refusal means: a problem for the caller, or `stale` when the plan was made from an old snapshot and must be made again. */
export type Refusal = (failure: Failure) => Problem | 'stale' | undefined

/** One line of a command, ready to run. Statements decide nothing: guards live in the schema and in `changes`. */
export interface Statement {
  readonly sql: string
  readonly args: readonly SqlValue[]
  /** How many rows must change; any other number refuses the whole command. */
  readonly changes?: number
  /** Translates a constraint failure or a missed `changes` of this statement. */
  readonly refuse?: Refusal
  /** Set when the statement has RETURNING: its rows come back in the outcome. */
  readonly returns?: boolean
  /** What readers may have kept that this line makes old, such as `variant:var_…`; announced after the commit. */
  readonly touches?: string
}

export type Guard = Pick<Statement, 'changes' | 'refuse' | 'touches'>

type Values = Readonly<Record<string, unknown>>

interface Compilable {
  prepare(): { getQuery(): { sql: string; params: unknown[] } }
}

interface Compiled {
  readonly sql: string
  readonly fill: (values: Values) => SqlValue[]
}

function compile({ sql: text, params }: { readonly sql: string; readonly params: unknown[] }): Compiled {
  return { sql: ofCore(text), fill: filler(params) }
}

/**
 * A statement that is built by drizzle once per process, at its first use, and then only filled.
 * @example const close = statement((q) => q.update(carts).set({ status: 'completed' }).where(eq(carts.id, param('id'))))
 *          close({ id }, { changes: 1, refuse: () => problems.notOpen() })
 */
export function statement(build: (q: Builder) => Compilable): (values?: Values, guard?: Guard) => Statement {
  let compiled: Compiled | undefined
  return (values = {}, guard) => {
    compiled ??= compile(build(builder).prepare().getQuery())
    return { sql: compiled.sql, args: compiled.fill(values), ...guard }
  }
}

/** A statement that only one dialect can say, written as a drizzle `sql` template with placeholders; compiled once. */
export function plain(
  template: SQL,
  options: { returns?: boolean } = {},
): (values?: Values, guard?: Guard) => Statement {
  let compiled: Compiled | undefined
  return (values = {}, guard) => {
    compiled ??= compile(builder.run(template).getQuery())
    return {
      sql: compiled.sql,
      args: compiled.fill(values),
      ...(options.returns === true ? { returns: true } : {}),
      ...guard,
    }
  }
}

interface Insertable {
  readonly sql: string
  readonly columns: readonly (readonly [key: string, column: Column])[]
}

/** How an insert meets an existing row: fail (default), skip it, or replace the named columns. */
export type OnConflict<T extends SQLiteTable> =
  | 'fail'
  | 'skip'
  | {
      readonly target: readonly (keyof T['$inferInsert'] & string)[]
      readonly update: readonly (keyof T['$inferInsert'] & string)[]
    }

/** One row into a table; columns that are left out take their drizzle default or null. */
export function insertInto<T extends SQLiteTable>(
  table: T,
  onConflict: OnConflict<T> = 'fail',
): (row: T['$inferInsert'], guard?: Guard) => Statement {
  let compiled: Insertable | undefined
  return (row, guard) => {
    compiled ??= compileInsert(table, onConflict)
    return {
      sql: compiled.sql,
      args: compiled.columns.map(([key, column]) => encode(column, (row as Values)[key])),
      ...guard,
    }
  }
}

function compileInsert<T extends SQLiteTable>(table: T, onConflict: OnConflict<T>): Insertable {
  const all: Record<string, Column> = getTableColumns(table)
  const columns = Object.entries(all).filter(([, column]) => column.generated === undefined && !isAutoNumber(column))
  const name = (key: string) => quote((all[key] as Column).name)
  const tail =
    typeof onConflict === 'string'
      ? ''
      : ` on conflict (${onConflict.target.map(name).join(', ')}) do update set ${onConflict.update.map((key) => `${name(key)} = excluded.${name(key)}`).join(', ')}`
  const verb = onConflict === 'skip' ? 'insert or ignore' : 'insert'
  const names = columns.map(([, column]) => quote(column.name)).join(', ')
  return {
    sql: ofCore(
      `${verb} into ${quote(getTableName(table))} (${names}) values (${columns.map(() => '?').join(', ')})${tail}`,
    ),
    columns,
  }
}

function isAutoNumber(column: Column): boolean {
  return (column as SQLiteColumn & { autoIncrement?: boolean }).autoIncrement === true
}

function encode(column: Column, value: unknown): SqlValue {
  const given = value === undefined ? column.default : value
  if (given === undefined || given === null) return null
  return column.mapToDriverValue(given) as SqlValue
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/**
 * Changes the given columns of the rows that match; keys with `undefined` stay as they are. Compiled once per set of keys.
 * A `version` in `where` together with `changes: 1` is the optimistic lock of ARCHITECTURE section 5.
 */
export function update<T extends SQLiteTable>(
  table: T,
): (
  where: Partial<T['$inferSelect']>,
  patch: { readonly [K in keyof T['$inferInsert']]?: T['$inferInsert'][K] | undefined },
  guard?: Guard,
) => Statement {
  const columns: Record<string, Column> = getTableColumns(table)
  const compiled = new Map<string, string>()
  return (where, patch, guard) => {
    const sets = Object.keys(patch).filter((key) => (patch as Values)[key] !== undefined)
    const keys = Object.keys(where)
    const shape = `${sets.join()}|${keys.join()}`
    let text = compiled.get(shape)
    if (text === undefined) {
      const changed = equals(columns, sets).join(', ')
      text = ofCore(`update ${quote(getTableName(table))} set ${changed} where ${equals(columns, keys).join(' and ')}`)
      compiled.set(shape, text)
    }
    return { sql: text, args: [...encodeAll(columns, sets, patch), ...encodeAll(columns, keys, where)], ...guard }
  }
}

/**
 * Removes the rows that match, at least by one column. Compiled once per set of keys.
 * @example const leave = deleteFrom(collectionProducts)
 *          leave({ collectionId, productId })
 */
export function deleteFrom<T extends SQLiteTable>(
  table: T,
): (where: Partial<T['$inferSelect']>, guard?: Guard) => Statement {
  const columns: Record<string, Column> = getTableColumns(table)
  const compiled = new Map<string, string>()
  return (where, guard) => {
    const keys = Object.keys(where)
    const shape = keys.join()
    let text = compiled.get(shape)
    if (text === undefined) {
      text = ofCore(`delete from ${quote(getTableName(table))} where ${equals(columns, keys).join(' and ')}`)
      compiled.set(shape, text)
    }
    return { sql: text, args: encodeAll(columns, keys, where), ...guard }
  }
}

function equals(columns: Readonly<Record<string, Column>>, keys: readonly string[]): string[] {
  return keys.map((key) => `${quote((columns[key] as Column).name)} = ?`)
}

function encodeAll(columns: Readonly<Record<string, Column>>, keys: readonly string[], values: Values): SqlValue[] {
  return keys.map((key) => encode(columns[key] as Column, values[key]))
}

/** A named value to be filled at run time. */
export function param(name: string): Placeholder {
  return new Placeholder(name)
}

/** `column in (…)` for a list of any length in one compiled statement: pass a JSON array of values under the name (see `list`). */
export function oneOf(column: SQLWrapper, name: string): SQL {
  return sql`${column} in (select value from json_each(${new Placeholder(name)}))`
}

/** The values of `oneOf`. */
export function list(values: readonly (string | number)[]): string {
  return JSON.stringify(values)
}
