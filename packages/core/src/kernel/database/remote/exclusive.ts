import type { Stream } from '@libsql/hrana-client'
import type { EngineTransaction, LineDone } from '../engine.ts'
import { storageProblem } from '../failure.ts'
import { useHeld } from '../held.ts'
import type { Statement } from '../statement.ts'
import { fateOf, type Patience, persist, unknownOutcome, within } from './attempts.ts'
import { doneOf, rowsOf } from './client.ts'
import type { Connection } from './connection.ts'
import { batchOf, refusalIn } from './lines.ts'
import type { Link } from './link.ts'
import { query, runMore } from './steps.ts'

/** An interactive transaction of the server, which it takes away after five seconds when others wait: the limit must be shorter. */
export async function runExclusive<Result>(
  link: Link,
  patience: Patience & { readonly limit: number },
  body: (transaction: EngineTransaction) => Promise<Result>,
): Promise<Result> {
  const { send, mend } = link.sending(begin)
  const { stream, close } = await persist(patience, { send, lost: async (error) => mend(error) })
  const held: EngineTransaction = {
    read: async (sql, args) => rowsOf(await query(stream, { sql, args })),
    run: (line) => runLine(stream, line),
  }
  let isCommitting = false
  try {
    const result = await useHeld(patience.limit, held, body)
    isCommitting = true
    await within(patience.deadlineMs, stream.run('commit'))
    return result
  } catch (error) {
    if (isCommitting && fateOf(error) === 'lost') return await unknownOutcome(error)
    await within(patience.limit, stream.run('rollback')).catch(() => undefined)
    throw storageProblem(error)
  } finally {
    close()
  }
}

/** A busy server is met here, before the body ran. */
async function begin(connection: Connection): Promise<ReturnType<Connection['open']>> {
  const own = connection.open()
  try {
    await own.stream.run('begin immediate')
    return own
  } catch (error) {
    own.close()
    throw error
  }
}

async function runLine(stream: Stream, line: Statement): Promise<LineDone> {
  const batch = batchOf([line])
  try {
    const [result] = await runMore(stream, batch.statements)
    return result === undefined ? { changed: 0 } : doneOf(result)
  } catch (error) {
    throw refusalIn(batch, error) ?? error
  }
}
