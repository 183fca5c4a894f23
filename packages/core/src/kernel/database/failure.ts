import { isProblem, type Problem } from '../problem.ts'
import { problems } from '../problems.ts'
import type { Statement } from './statement.ts'

/** Why a line of a command was refused by the database. */
export interface Failure {
  readonly kind: 'unique' | 'check' | 'notNull' | 'foreignKey' | 'changes'
  /** What SQLite names: `orders.number` for unique and not null, the constraint or its text for checks. */
  readonly constraint: string
}

/** Thrown inside the engine when a plan was made from an old snapshot; the runner makes it anew. */
export const STALE = Symbol('stale')

/** The command id is in the database already: somebody ran it before. */
export const REPEATED = Symbol('repeated')

const KINDS: readonly (readonly [RegExp, Failure['kind']])[] = [
  [/UNIQUE constraint failed: ([\s\S]*)$/, 'unique'],
  [/CHECK constraint failed: ([\s\S]*)$/, 'check'],
  [/NOT NULL constraint failed: ([\s\S]*)$/, 'notNull'],
  [/FOREIGN KEY constraint failed([\s\S]*)$/, 'foreignKey'],
]

/** Reads the constraint out of a driver's message; codes differ between file and server, the text does not. */
export function readFailure(error: unknown): Failure | undefined {
  const message = error instanceof Error ? error.message : String(error)
  for (const [pattern, kind] of KINDS) {
    const match = pattern.exec(message)
    if (match !== null) return { kind, constraint: (match[1] ?? '').trim() }
  }
  return undefined
}

/** A line changed another number of rows than it had to. */
export function missed({ changes }: Statement): Failure {
  return { kind: 'changes', constraint: `not ${changes}` }
}

/** What a refused line means to the caller: what the line says itself, else the general word for its kind. */
export function refusalOf(line: Statement, failure: Failure): Problem | typeof STALE {
  const said = line.refuse?.(failure)
  if (said === 'stale') return STALE
  if (said !== undefined) return said
  if (failure.kind === 'changes') return problems.conflict()
  if (failure.kind === 'unique')
    return problems.duplicate({ extra: { field: failure.constraint.split('.').at(-1) ?? failure.constraint } })
  return problems.conflict({ detail: `The change breaks a rule of the data (${failure.kind} ${failure.constraint}).` })
}

const BUSY = /SQLITE_BUSY|database is locked|SQLITE_LOCKED/
const HUGE = /SQLITE_TOOBIG|string or blob too big/
const FULL = /SQLITE_FULL|database or disk is full|SQLITE_IOERR|disk I\/O/

export function isBusy(error: unknown): boolean {
  return error instanceof Error && BUSY.test(`${(error as { code?: string }).code ?? ''} ${error.message}`)
}

/** Problems pass; a full disk, a busy database and a value that is too large get their word; the rest stays what it was. */
export function storageProblem(error: unknown): unknown {
  if (isProblem(error) || !(error instanceof Error)) return error
  const text = `${(error as { code?: string }).code ?? ''} ${error.message}`
  if (HUGE.test(text)) return problems.tooLarge({ detail: 'A value is larger than the database takes.', cause: error })
  if (FULL.test(text)) return problems.full({ detail: 'Nothing was changed.', cause: error })
  if (BUSY.test(text)) return problems.unavailable({ headers: { 'Retry-After': '1' }, cause: error })
  return error
}
