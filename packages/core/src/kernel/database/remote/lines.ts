import type { RowsResult } from '@libsql/hrana-client'
import type { Command, Outcome } from '../engine.ts'
import { missed, REPEATED, readFailure, refusalOf } from '../failure.ts'
import { commands } from '../schema.ts'
import { insertInto, type Statement } from '../statement.ts'
import { doneOf } from './client.ts'
import type { Sent } from './steps.ts'

const insertCommand = insertInto(commands)

/** What one statement of a batch stands for. */
type Role =
  | { readonly is: 'command' }
  | { readonly is: 'line'; readonly line: Statement; readonly index: number }
  | { readonly is: 'count'; readonly line: Statement }

/** A command as one write batch: its id, then each line, followed by a count where the line must change some number of rows. */
export interface Batch {
  readonly statements: Sent[]
  readonly roles: readonly Role[]
}

export function batchOf(lines: readonly Statement[], command?: Omit<Command, 'statements'>): Batch {
  const roles: Role[] = command === undefined ? [] : [{ is: 'command' }]
  const statements: Sent[] = command === undefined ? [] : [insertCommand(command)]
  lines.forEach((line, index) => {
    roles.push({ is: 'line', line, index })
    statements.push(line)
    if (line.changes === undefined) return
    roles.push({ is: 'count', line })
    statements.push(countOf(line.changes))
  })
  return { statements, roles }
}

/** An UPDATE that touches no row is no error to SQL: this one is, since `must` has CHECK (n = 1). When the count is right it inserts nothing. */
function countOf(changes: number): Sent {
  return { sql: 'insert into must (n) select 0 where changes() <> ?', args: [changes] }
}

export function outcomeOf({ roles }: Batch, results: readonly RowsResult[]): Outcome {
  const rows = new Map<number, readonly unknown[][]>()
  results.forEach((result, at) => {
    const role = roles[at]
    const done = role?.is === 'line' ? doneOf(result) : undefined
    if (role?.is === 'line' && done?.rows !== undefined) rows.set(role.index, done.rows)
  })
  return { rows }
}

/** The refusal that a failed batch means; undefined when it failed for another reason. Codes differ between servers, index and text do not. */
export function refusalIn({ roles }: Batch, error: unknown): unknown {
  const role = roles[(error as { statementIndex?: number }).statementIndex ?? -1]
  const failure = readFailure(error)
  if (role === undefined || failure === undefined) return undefined
  if (role.is === 'command') return failure.kind === 'unique' ? REPEATED : undefined
  return refusalOf(role.line, role.is === 'count' ? missed(role.line) : failure)
}
