import { problems } from '../../problems.ts'
import type { EngineTransaction } from '../engine.ts'
import { storageProblem } from '../failure.ts'
import type { Connection } from './connection.ts'
import { begin, rollback } from './group.ts'
import { runLine } from './lines.ts'

/** Gives the open writer to a body and commits what it did; after `limit` ms it is rolled back and the body's handle is dead. */
export async function runExclusive<Result>(
  connection: Connection,
  limit: number,
  body: (transaction: EngineTransaction) => Promise<Result>,
): Promise<Result> {
  await begin(connection)
  let isOpen = true
  const use = <T>(work: () => T): T => {
    if (!isOpen) throw new Error('the exclusive transaction is over; await everything inside its body')
    return work()
  }
  const cut = deadline(limit)
  try {
    const result = await Promise.race([
      body({
        read: async (sql, args) => use(() => connection.all(sql, args)),
        run: async (line) => use(() => runLine(connection, line)),
      }),
      cut.passed,
    ])
    connection.exec('commit')
    return result
  } catch (error) {
    rollback(connection)
    throw storageProblem(error)
  } finally {
    isOpen = false
    cut.clear()
  }
}

function deadline(limit: number): { passed: Promise<never>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const detail = `The work held the writer for more than ${limit} ms and was undone.`
      reject(problems.unavailable({ detail, headers: { 'Retry-After': '1' } }))
    }, limit)
  })
  return { passed, clear: () => clearTimeout(timer) }
}
