import { failpoint } from '../../failpoint.ts'
import type { Command, LineDone, Outcome } from '../engine.ts'
import { missed, REPEATED, readFailure, refusalOf } from '../failure.ts'
import { commands } from '../schema.ts'
import { insertInto, type Statement } from '../statement.ts'
import type { Connection } from './connection.ts'

const insertCommand = insertInto(commands)

export function runCommand(connection: Connection, { statements, isForgotten = false, ...command }: Command): Outcome {
  try {
    if (!isForgotten) connection.run(insertCommand(command))
  } catch (error) {
    throw readFailure(error)?.kind === 'unique' ? REPEATED : error
  }
  return runLines(connection, statements)
}

export function runLines(connection: Connection, statements: readonly Statement[]): Outcome {
  const rows = new Map<number, readonly unknown[][]>()
  statements.forEach((line, index) => {
    const done = runLine(connection, line)
    if (done.rows !== undefined) rows.set(index, done.rows)
    failpoint('command.line')
  })
  return { rows }
}

/** Throws what the line says about its refusal, with nothing of the line applied; `changes` needs no second statement here. */
export function runLine(connection: Connection, line: Statement): LineDone {
  const done = tryLine(connection, line)
  if (line.changes !== undefined && done.changed !== line.changes) throw refusalOf(line, missed(line))
  return done
}

function tryLine(connection: Connection, line: Statement): LineDone {
  try {
    return connection.run(line)
  } catch (error) {
    const failure = readFailure(error)
    throw failure === undefined ? error : refusalOf(line, failure)
  }
}
