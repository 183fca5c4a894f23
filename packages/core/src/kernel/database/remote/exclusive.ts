import type { Client } from '@libsql/client'
import type { EngineTransaction, LineDone } from '../engine.ts'
import { storageProblem } from '../failure.ts'
import { useHeld } from '../held.ts'
import type { Statement } from '../statement.ts'
import { fateOf, type Patience, persist, unknownOutcome, within } from './attempts.ts'
import { doneOf, type RemoteTransaction, rowsOf, sendable } from './client.ts'
import { batchOf, refusalIn } from './lines.ts'

/** An interactive transaction of the server, which it takes away after five seconds when others wait: the limit must be shorter. */
export async function runExclusive<Result>(
  client: Client,
  patience: Patience & { readonly limit: number },
  body: (transaction: EngineTransaction) => Promise<Result>,
): Promise<Result> {
  const transaction = await persist(patience, { send: () => begin(client), lost: async () => undefined })
  const held: EngineTransaction = {
    read: async (sql, args) => rowsOf(await transaction.execute(sendable({ sql, args }))),
    run: (line) => runLine(transaction, line),
  }
  let isCommitting = false
  try {
    const result = await useHeld(patience.limit, held, body)
    isCommitting = true
    await within(patience.deadlineMs, transaction.commit())
    return result
  } catch (error) {
    if (isCommitting && fateOf(error) === 'lost') return await unknownOutcome(error)
    await within(patience.limit, transaction.rollback()).catch(() => undefined)
    throw storageProblem(error)
  } finally {
    transaction.close()
  }
}

/** BEGIN travels with the first statement, so that one is sent here: a busy server is met before the body ran. */
async function begin(client: Client): Promise<RemoteTransaction> {
  const transaction = await client.transaction('write')
  try {
    await transaction.execute('select 1')
    return transaction
  } catch (error) {
    transaction.close()
    throw error
  }
}

async function runLine(transaction: RemoteTransaction, line: Statement): Promise<LineDone> {
  const batch = batchOf([line])
  try {
    const [result] = await transaction.batch(batch.statements)
    return result === undefined ? { changed: 0 } : doneOf(result)
  } catch (error) {
    throw refusalIn(batch, error) ?? error
  }
}
