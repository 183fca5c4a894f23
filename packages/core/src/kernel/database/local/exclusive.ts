import type { EngineTransaction } from '../engine.ts'
import { storageProblem } from '../failure.ts'
import { useHeld } from '../held.ts'
import type { Connection } from './connection.ts'
import { begin, rollback } from './group.ts'
import { runLine } from './lines.ts'

/** Gives the open writer to a body and commits what it did; after `limit` ms it is rolled back and the body's handle is dead. */
export async function runExclusive<Result>(
  connection: Connection,
  limit: number,
  body: (transaction: EngineTransaction) => Promise<Result>,
): Promise<Result> {
  const held: EngineTransaction = {
    read: async (sql, args) => connection.all(sql, args),
    run: async (line) => runLine(connection, line),
  }
  try {
    await begin(connection)
    const result = await useHeld(limit, held, body)
    connection.exec('commit')
    return result
  } catch (error) {
    rollback(connection)
    throw storageProblem(error)
  }
}
