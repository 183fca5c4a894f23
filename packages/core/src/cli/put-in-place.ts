import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { migrate, ownFile, systemClock } from '../kernel/index.ts'
import { version } from '../version.ts'
import { commandError, EXIT } from './command.ts'
import { OWNED_MIGRATIONS, openBare } from './database.ts'
import { type BackupFacts, inspectBackup } from './inspect-backup.ts'

const PARTS = ['', '-wal', '-shm'] as const
const BESIDE = ['.lock', '.lock-journal', '.owner.json'] as const

export interface Placed extends BackupFacts {
  /** What the database of before is called now; null when there was none. */
  readonly kept: string | null
}

/**
 * Makes a backup the database of a shop: copied beside it, brought up to this version's schema, then renamed, so that a crash leaves the
 * old one or the new one. Throws a `CommandError` with nothing changed.
 */
export async function putInPlace(backup: string, target: string): Promise<Placed> {
  const fresh = `${target}.restoring`
  mkdirSync(dirname(target), { recursive: true })
  try {
    for (const part of PARTS) rmSync(fresh + part, { force: true })
    /* What a shop that was killed left has its last orders in the WAL. */
    for (const part of ['', '-wal']) if (existsSync(backup + part)) copyFileSync(backup + part, fresh + part)
    const facts = inspectBackup(fresh, backup)
    await bringUpToDate(fresh)
    return { kept: exchange(fresh, target), ...facts }
  } finally {
    for (const part of [...PARTS, ...BESIDE]) rmSync(fresh + part, { force: true })
  }
}

async function bringUpToDate(file: string): Promise<void> {
  const { db } = openBare(`file:${encodeURI(file)}`)
  try {
    await migrate(db, OWNED_MIGRATIONS, systemClock(), version)
  } catch (error) {
    throw commandError(`The backup does not fit this version: ${(error as Error).message}`, {
      exitCode: EXIT.unavailable,
    })
  } finally {
    await db.close()
  }
}

/** Holds the lock of the file meanwhile, so that no shop starts on half of it; there is a database under the name at every moment. */
function exchange(fresh: string, target: string): string | null {
  const held = own(target)
  try {
    const kept = existsSync(target) ? `${target}.before-${stamp()}` : null
    if (kept !== null) keep(target, kept)
    renameSync(fresh, target)
    return kept
  } finally {
    held.release()
  }
}

function keep(target: string, kept: string): void {
  try {
    linkSync(target, kept)
  } catch {
    copyFileSync(target, kept)
  }
  const wal = statSync(`${target}-wal`, { throwIfNoEntry: false })
  if (wal !== undefined && wal.size > 0) renameSync(`${target}-wal`, `${kept}-wal`)
  for (const part of ['-wal', '-shm']) rmSync(target + part, { force: true })
}

function own(target: string): ReturnType<typeof ownFile> {
  try {
    return ownFile(target, systemClock())
  } catch (error) {
    throw commandError((error as Error).message, { exitCode: EXIT.unavailable })
  }
}

function stamp(): string {
  return new Date(systemClock()).toISOString().replaceAll(/[-:.]/g, '')
}
