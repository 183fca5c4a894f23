import { existsSync, statSync } from 'node:fs'
import { type Database, type Owner, pendingMigrations, probeServer } from '../../kernel/index.ts'
import { databaseAt, OWNED_MIGRATIONS, openBare } from '../database.ts'
import { size } from '../download.ts'
import type { Finding } from './finding.ts'

interface Place {
  readonly url: string
  readonly file: string | undefined
  readonly owner: Owner | undefined
}

const check = 'database'

/** Whether the database opens, is whole, and has a schema that this version knows. */
export async function storage({ url, file, owner }: Place): Promise<Finding> {
  if (file !== undefined && !existsSync(file))
    return { check, ok: true, detail: `${file} will be made at the first start` }
  if (owner !== undefined)
    return { check, ok: true, detail: `open in process ${owner.pid}${owner.url === undefined ? '' : `, ${owner.url}`}` }
  try {
    const server =
      file === undefined ? `server ${new URL(url).host}, SQLite ${await probeServer(databaseAt(url))}, ` : ''
    const { db } = openBare(url, 'silent')
    const found = await inspect(db, file).finally(() => db.close())
    return { ...found, detail: `${server}${found.detail}` }
  } catch (error) {
    return { check, ok: false, detail: (error as Error).message, fix: fixOf(file) }
  }
}

function fixOf(file: string | undefined): string {
  return file === undefined
    ? 'Is the server running, and is its address and VITRINE_DATABASE_TOKEN right?'
    : 'Start the version that wrote it, or restore a backup: vitrine restore <file.db>'
}

async function inspect(db: Database, file: string | undefined): Promise<Finding> {
  const [quick] = file === undefined ? [['ok']] : await db.raw('pragma quick_check')
  if (quick?.[0] !== 'ok')
    return {
      check,
      ok: false,
      detail: `is damaged: ${String(quick?.[0])}`,
      fix: 'Restore the last backup: vitrine restore <file.db>',
    }
  const pending = await pendingMigrations(db, OWNED_MIGRATIONS)
  const schema = pending.length === 0 ? 'schema up to date' : `${pending.length} migrations wait for the next start`
  return { check, ok: true, detail: file === undefined ? schema : `${size(statSync(file).size)}, ${schema}` }
}
