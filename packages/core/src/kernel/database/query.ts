import { eq, or, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Builder, builder } from './builder.ts'
import { filler } from './fill.ts'
import { param, type SqlValue } from './statement.ts'

/** A read that is built by drizzle once per process and then only filled. `Row` is what drizzle infers. */
export interface Query<Row> {
  /** Built at the first use, so that declaring a query costs nothing at boot. */
  compile(): CompiledQuery<Row>
}

export interface CompiledQuery<Row> {
  readonly sql: string
  bind(values: Readonly<Record<string, unknown>>): SqlValue[]
  map(rows: readonly unknown[][]): Row[]
}

interface PreparedSelect<Row> {
  getQuery(): { sql: string; params: unknown[] }
  all(values?: Record<string, unknown>): Promise<Row[]>
}

interface Decodable {
  mapFromDriverValue?(value: unknown): unknown
  decoder?: { mapFromDriverValue(value: unknown): unknown }
  sql?: { decoder: { mapFromDriverValue(value: unknown): unknown } }
}

/** What drizzle's prepared query knows at run time about its columns (drizzle-orm 0.45, sqlite-proxy session). */
interface PreparedInside {
  readonly fields?: readonly { path: string[]; field: Decodable }[]
  mapAllResult(rows: unknown): unknown[]
}

/**
 * Declares a read. Use `param(name)` for values and `oneOf(column, name)` for lists.
 * @example const byHandle = query((q) => q.select().from(products).where(eq(products.handle, param('handle'))))
 *          await db.get(byHandle, { handle })
 */
export function query<Row>(build: (q: Builder) => { prepare(): PreparedSelect<Row> }): Query<Row> {
  let compiled: CompiledQuery<Row> | undefined
  return {
    compile() {
      compiled ??= compileSelect(build(builder).prepare())
      return compiled
    },
  }
}

/**
 * Declares the read of whole rows by one column, whose value is filled in under its name.
 * @example const byEmail = rowBy(staff, 'email')
 *          await db.get(byEmail, { email })
 */
export function rowBy<T extends SQLiteTable>(table: T, column: ColumnOf<T>): Query<T['$inferSelect']> {
  return rowsWhere(table, () => eq(columnOf(table, column), param(column)))
}

/**
 * The same for what people name by its id or by a word of their own; the value is filled in as `ref`.
 * @example const byIdOrCode = rowByRef(markets, 'code')
 *          await db.get(byIdOrCode, { ref })
 */
export function rowByRef<T extends SQLiteTable & { readonly id: SQLiteColumn }>(
  table: T,
  column: ColumnOf<T>,
): Query<T['$inferSelect']> {
  return rowsWhere(table, () => or(eq(table.id, param('ref')), eq(columnOf(table, column), param('ref'))))
}

type ColumnOf<T extends SQLiteTable> = keyof T['$inferSelect'] & string

function columnOf<T extends SQLiteTable>(table: T, column: ColumnOf<T>): SQLiteColumn {
  return (table as unknown as Readonly<Record<string, SQLiteColumn>>)[column] as SQLiteColumn
}

function rowsWhere<T extends SQLiteTable>(table: T, condition: () => SQL | undefined): Query<T['$inferSelect']> {
  const read = query((q) => q.select().from(table).where(condition()))
  return read as unknown as Query<T['$inferSelect']>
}

/**
 * Reads whose SQL depends on which filters are present: one compiled query per shape, kept for ever, values filled per call.
 * Shapes must come from a closed set (names of filters and sorts), never from values.
 */
export function queryByShape<Shape extends Readonly<Record<string, unknown>>, Row>(
  build: (q: Builder, shape: Shape) => { prepare(): PreparedSelect<Row> },
): (shape: Shape) => Query<Row> {
  const byShape = new Map<string, Query<Row>>()
  return (shape) => {
    const key = JSON.stringify(shape)
    let found = byShape.get(key)
    if (found === undefined) {
      found = query((q) => build(q, shape))
      byShape.set(key, found)
    }
    return found
  }
}

function compileSelect<Row>(prepared: PreparedSelect<Row>): CompiledQuery<Row> {
  const { sql, params } = prepared.getQuery()
  return {
    sql,
    bind: filler(params),
    map: mapper<Row>(prepared as unknown as PreparedInside),
  }
}

function mapper<Row>(prepared: PreparedInside): (rows: readonly unknown[][]) => Row[] {
  const { fields } = prepared
  if (fields === undefined || fields.some(({ path }) => path.length > 1))
    return (rows) => prepared.mapAllResult(rows as unknown[][]) as Row[]
  const columns = fields.map(({ path, field }) => ({ key: path[0] as string, decoder: decoderOf(field) }))
  return (rows) =>
    rows.map((row) => {
      const record: Record<string, unknown> = {}
      for (let at = 0; at < columns.length; at += 1) {
        const column = columns[at] as (typeof columns)[number]
        const value = row[at]
        record[column.key] = value === null ? null : column.decoder.mapFromDriverValue(value)
      }
      return record as Row
    })
}

function decoderOf(field: Decodable): { mapFromDriverValue(value: unknown): unknown } {
  if (typeof field.mapFromDriverValue === 'function') return field as { mapFromDriverValue(value: unknown): unknown }
  return field.decoder ?? (field.sql as NonNullable<Decodable['sql']>).decoder
}
