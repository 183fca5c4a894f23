import type { createAdapterFactory as CreateAdapterFactory } from 'better-auth/adapters'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type App, fromIso, iso, type SqlValue, systemClock } from '../kernel/index.ts'
import { type Condition, type Row, type Sorting, sqlFor } from './auth-sql.ts'

/** Our tables under better-auth's names for them. */
export interface AuthTables {
  readonly user: SQLiteTable
  readonly session: SQLiteTable
  readonly account: SQLiteTable
  readonly verification: SQLiteTable
}

interface Asked {
  readonly model: string
  readonly where?: readonly Condition[] | undefined
  readonly sortBy?: Sorting | undefined
}

/** better-auth on our database: the tables are ours, and the factory (handed in, as it is loaded late) does its own conversions. */
export function authAdapter(
  createAdapterFactory: typeof CreateAdapterFactory,
  app: Pick<App, 'db' | 'now'>,
  tables: AuthTables,
) {
  const { find, create, change, remove } = operations(app, tables)
  return createAdapterFactory({
    config: { adapterId: 'vitrine', adapterName: 'Vitrine', supportsDates: false, supportsBooleans: false },
    adapter: () => ({
      create: async ({ model, data }) => (await create(model, data)) as typeof data,
      findOne: async <T>(asked: Asked) => ((await find(asked))[0] ?? null) as T | null,
      findMany: async <T>({ limit, offset = 0, ...asked }: Asked & { limit: number; offset?: number | undefined }) =>
        (await find(asked)).slice(offset, offset + limit) as T[],
      count: async (asked) => (await find(asked)).length,
      update: async <T>({ update, ...asked }: Asked & { update: T }) => {
        const [id] = await change(asked, update as Row, 1)
        return id === undefined ? null : ((await find({ model: asked.model, where: byId(id) }))[0] as T)
      },
      updateMany: async ({ update, ...asked }) => (await change(asked, update)).length,
      delete: async (asked) => void (await remove(asked, 1)),
      deleteMany: (asked) => remove(asked),
    }),
  })
}

const byId = (id: unknown): Condition[] => [{ field: 'id', operator: 'eq', value: id, connector: 'AND' }]

/**
 * better-auth lives in the machine's time and the house in its own clock: the difference is added on the way in and taken off on the
 * way out. Dates pass as ISO texts and are stored as milliseconds.
 */
function operations({ db, now }: Pick<App, 'db' | 'now'>, tables: AuthTables) {
  const shift = () => now() - systemClock()
  const isDate = (field: string) => field.endsWith('At')
  const encode = (field: string, value: unknown): SqlValue => {
    if (typeof value === 'boolean') return value ? 1 : 0
    return typeof value === 'string' && isDate(field) ? fromIso(value) + shift() : ((value ?? null) as SqlValue)
  }
  const decode = (field: string, value: unknown) =>
    typeof value === 'number' && isDate(field) ? iso(value - shift()) : value
  const write = (model: string) => {
    const table = (tables as unknown as Record<string, SQLiteTable | undefined>)[model]
    if (table === undefined) throw new Error(`better-auth asked for a table that the house does not have: ${model}`)
    return sqlFor(table, encode)
  }
  const find = async ({ model, where = [], sortBy }: Asked): Promise<Row[]> => {
    const { fields, select } = write(model)
    const { sql, args } = select(where, sortBy)
    const rows = await db.raw(sql, args)
    return rows.map((row) => Object.fromEntries(fields.map((field, at) => [field, decode(field, row[at])])))
  }
  const idsOf = async (asked: Asked, most: number) => (await find(asked)).slice(0, most).map(({ id }) => id)
  return {
    find,
    async create(model: string, data: Row): Promise<Row> {
      await db.batch([write(model).insert(data)])
      return data
    },
    async change(asked: Asked, patch: Row, most = Number.POSITIVE_INFINITY): Promise<unknown[]> {
      const ids = await idsOf(asked, most)
      if (ids.length > 0) await db.batch([write(asked.model).update(ids, patch)])
      return ids
    },
    async remove(asked: Asked, most = Number.POSITIVE_INFINITY): Promise<number> {
      const ids = await idsOf(asked, most)
      if (ids.length > 0) await db.batch([write(asked.model).remove(ids)])
      return ids.length
    },
  }
}
