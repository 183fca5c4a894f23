import { insertInto, list, oneOf, type PluginDatabase, param, plain, query, rowBy, update } from '@vitrine/core'
import { and, eq, sql } from 'drizzle-orm'
import { type FileRow, files, type IssueRow, issues, parts } from './tables.ts'

const fileOf = rowBy(files, 'connectionId')
const allFiles = query((q) => q.select().from(files))
const part = query((q) =>
  q
    .select({ bytes: parts.bytes })
    .from(parts)
    .where(and(eq(parts.version, param('version')), eq(parts.number, param('number')))),
)
const dated = query((q) =>
  q
    .select()
    .from(issues)
    .where(and(eq(issues.version, param('version')), eq(issues.severity, 'error'), oneOf(issues.code, 'codes'))),
)
const begin = insertInto(files, 'skip')
const change = update(files)
const addPart = insertInto(parts)
const addIssues = plain(sql`
  insert into product_feed_issues (version, number, key, product_id, severity, code, field, message)
  select ${param('version')}, value ->> 'number', value ->> 'key', value ->> 'productId', value ->> 'severity', value ->> 'code',
    value ->> 'field', value ->> 'message'
  from json_each(${param('rows')})`)

/** What no file of a connection names any more; versions begin with the connection's id. */
const versionsBut = sql`version >= ${param('from')} and version < ${param('to')} and version not in (${param('one')}, ${param('other')})`
const dropParts = plain(sql`delete from product_feed_parts where ${versionsBut}`)
const dropIssues = plain(sql`delete from product_feed_issues where ${versionsBut}`)
const dropFile = plain(sql`delete from product_feed_files where connection_id = ${param('connectionId')}`)

/** Everything of a connection but the versions that are named. */
function sweep(connectionId: string, keep: readonly (string | null)[] = []) {
  const [one, other] = keep
  const values = { from: `${connectionId}/`, to: `${connectionId}0`, one: one ?? '', other: other ?? '' }
  return [dropParts(values), dropIssues(values)]
}

export type Made = Omit<FileRow, 'connectionId' | 'before' | 'askedAt' | 'version'> & { readonly version: string }

const NOTHING = {
  version: null,
  before: null,
  isPublic: false,
  madeOf: null,
  hash: null,
  parts: 0,
  size: 0,
  packedSize: 0,
  changedAt: null,
  madeAt: null,
  took: 0,
  askedAt: null,
  items: 0,
  refused: 0,
  warned: 0,
  counts: [],
  error: null,
} satisfies Omit<FileRow, 'connectionId'>

export type Shelf = ReturnType<typeof shelf>

/** Where files are kept: in the shop's own database, so that every process serves the same one, also after a restart. */
export function shelf(db: PluginDatabase) {
  const write = (name: string, statements: Parameters<typeof run>[1]) => run(name, statements)
  const run = (name: string, statements: ReturnType<typeof sweep>) => db.run(name, () => ({ statements, result: null }))
  return {
    file: (connectionId: string) => db.get(fileOf, { connectionId }),
    all: () => db.all(allFiles),
    part: async (version: string, number: number) => (await db.get(part, { version, number }))?.bytes,
    /** Why items were left out of a file, by codes. */
    dated: (version: string, codes: readonly string[]): Promise<IssueRow[]> =>
      db.all(dated, { version, codes: list(codes) }),
    putPart: (row: { readonly version: string; readonly number: number; readonly bytes: Buffer }) =>
      write('part', [addPart(row)]),
    putIssues: (version: string, rows: readonly Omit<IssueRow, 'version'>[]) =>
      write('issues', [addIssues({ version, rows: JSON.stringify(rows) })]),
    /** The job makes it at its next run. */
    ask: (connectionId: string, at: number) =>
      write('ask', [begin({ ...NOTHING, connectionId }), change({ connectionId }, { askedAt: at })]),
    /** From now on this is the file. The one of before stays until the next, for those who are reading it. */
    async put(connectionId: string, made: Made): Promise<void> {
      const known = await db.get(fileOf, { connectionId })
      const isSame = known?.hash === made.hash && known.version !== null
      const { version, before } = isSame ? known : { version: made.version, before: known?.version ?? null }
      const { counts, items, refused, warned, madeAt, took, isPublic, madeOf } = made
      const said = { counts, items, refused, warned, madeAt, took, isPublic, madeOf, askedAt: null, error: null }
      const next = isSame ? said : { ...made, ...said, version, before }
      await write('put', [
        begin({ ...NOTHING, connectionId }),
        change({ connectionId }, next),
        ...sweep(connectionId, [version, before]),
      ])
    },
    /** It could not be made; the one of before stays. */
    fail: (connectionId: string, said: { readonly error: string; readonly madeAt: number }) =>
      write('fail', [begin({ ...NOTHING, connectionId }), change({ connectionId }, { ...said, askedAt: null })]),
    drop: (connectionId: string) => write('drop', [...sweep(connectionId), dropFile({ connectionId })]),
  }
}
