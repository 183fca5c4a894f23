import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  createLog,
  fileOf,
  type OpenDatabase,
  type Owner,
  openDatabase,
  readOwner,
  systemClock,
} from '../kernel/index.ts'
import { migrations } from '../migrations/index.ts'
import { commandError, EXIT, type Options, text } from './command.ts'

const DEFAULT_DATABASE = 'file:.data/shop.db'

export const OWNED_MIGRATIONS = [{ owner: 'core', migrations }]

/** `--database`, else VITRINE_DATABASE_URL, else a file in the working folder. */
export function databaseUrl(options: Options): string {
  return text(options, 'database') ?? text(process.env, 'VITRINE_DATABASE_URL') ?? DEFAULT_DATABASE
}

/** How `createCommerce` and `openDatabase` take it, with the token of a server. */
export function databaseAt(url: string): { readonly url: string; readonly authToken?: string } {
  const authToken = text(process.env, 'VITRINE_DATABASE_TOKEN')
  return fileOf(url) !== undefined || authToken === undefined ? { url } : { url, authToken }
}

/** The process that has an embedded database open. */
export function ownerOf(file: string | undefined): Owner | undefined {
  return file !== undefined && existsSync(dirname(file)) ? readOwner(file) : undefined
}

/** The database without a shop around it. Refuses in words when it is open elsewhere or not to be opened. */
export function openBare(url: string, level: 'error' | 'silent' = 'error'): OpenDatabase {
  try {
    return openDatabase({ ...databaseAt(url), now: systemClock, log: createLog({ level }) })
  } catch (error) {
    throw commandError((error as Error).message, { exitCode: EXIT.unavailable })
  }
}
