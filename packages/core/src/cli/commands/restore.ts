import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { createLog, fileOf, migrate, openDatabase, readOwner, systemClock } from '../../kernel/index.ts'
import { migrations } from '../../migrations/index.ts'
import { type Command, type CommandCall, commandError, EXIT, text } from '../command.ts'
import { databaseUrl } from '../connection.ts'
import { inspectBackup } from '../inspect-backup.ts'

/** `vitrine restore shop-2026-06-01.db` */
export const restore: Command = {
  name: 'restore',
  summary: 'Puts a backup in place of the embedded database, which is kept beside it: restore <file>',
  usage: '<file.db>',
  options: {},
  help: {},
  run,
}

async function run({ words: [file], options, terminal }: CommandCall): Promise<number> {
  if (file === undefined) throw commandError('Say which backup: vitrine restore <file.db>')
  if (!existsSync(file)) throw commandError(`There is no file ${file}.`)
  const target = fileOf(databaseUrl(text(options, 'database')))
  if (target === undefined)
    throw commandError('Only an embedded database is restored from a file.', {
      hint: 'A libSQL server is restored with its own tools.',
    })
  const facts = inspectBackup(file)
  const owner = existsSync(target) ? readOwner(target) : undefined
  if (owner !== undefined)
    throw commandError(`The shop is running (process ${owner.pid}).`, {
      exitCode: EXIT.unavailable,
      hint: 'Stop it first, then restore.',
    })
  const kept = putInPlace(file, target)
  const { db } = openDatabase({ url: `file:${target}`, now: systemClock, log: createLog({ level: 'warn' }) })
  await migrate(db, [{ owner: 'core', migrations }], systemClock()).finally(() => db.close())
  terminal.done(
    [
      `${target} is ${file}: ${facts.products} products, ${facts.orders} orders.`,
      ...(kept === null ? [] : [`What was there before is kept as ${kept}.`]),
    ],
    { database: target, backup: file, kept, ...facts },
  )
  return EXIT.ok
}

/** The copy is made beside the target and renamed, so that a crash leaves the old or the new one. */
function putInPlace(file: string, target: string): string | null {
  const fresh = `${target}.restoring`
  copyFileSync(file, fresh)
  const kept = existsSync(target)
    ? `${target}.before-restore-${new Date(systemClock()).toISOString().replaceAll(/[:.]/g, '-')}`
    : null
  if (kept !== null) {
    for (const part of ['', '-wal', '-shm']) if (existsSync(target + part)) renameSync(target + part, kept + part)
  }
  for (const part of ['-wal', '-shm']) rmSync(target + part, { force: true })
  renameSync(fresh, target)
  return kept
}
