import type { BatchStep, RowsResult, Stream } from '@libsql/hrana-client'
import type { SqlValue } from '../statement.ts'

/** A statement as it travels. */
export interface Sent {
  readonly sql: string
  readonly args: readonly SqlValue[]
}

/** As servers call it, so that its fate is read like theirs. */
const TAKEN = 'TRANSACTION_CLOSED'

const plain = (sql: string): Sent => ({ sql, args: [] })

export function query(stream: Stream, { sql, args }: Sent): Promise<RowsResult> {
  return stream.query([sql, [...args]])
}

/** Runs statements as one transaction in one round trip. What the server refused is thrown, with its `statementIndex`: nothing was changed then. */
export function runWhole(stream: Stream, statements: readonly Sent[]): Promise<RowsResult[]> {
  return runSteps(stream, { statements, isWhole: true })
}

/** The same inside a transaction that stands already: what came before the refused one is done. */
export function runMore(stream: Stream, statements: readonly Sent[]): Promise<RowsResult[]> {
  return runSteps(stream, { statements, isWhole: false })
}

interface Steps {
  readonly statements: readonly Sent[]
  readonly isWhole: boolean
}

/** A server takes the writer away from a transaction that is too slow: steps that come after must not run on their own. */
async function runSteps(stream: Stream, { statements, isWhole }: Steps): Promise<RowsResult[]> {
  const { BatchCond } = await import('@libsql/hrana-client')
  const canAsk = (await stream.client().getVersion()) >= 3
  const batch = stream.batch(false)
  let last: BatchStep | undefined
  const add = (sent: Sent, isInside = true): Promise<RowsResult | undefined> => {
    const step = batch.step()
    if (last !== undefined) step.condition(BatchCond.ok(last))
    if (isInside && canAsk) step.condition(BatchCond.not(BatchCond.isAutocommit(batch)))
    const done = step.query([sent.sql, [...sent.args]])
    unheard(done)
    last = step
    return done
  }
  const begun = isWhole ? add(plain('begin immediate'), false) : undefined
  const results = statements.map((sent) => add(sent))
  const committed = isWhole ? add(plain('commit')) : undefined
  if (isWhole && last !== undefined)
    unheard(
      batch
        .step()
        .condition(BatchCond.not(BatchCond.ok(last)))
        .run('rollback'),
    )
  await batch.execute()
  await begun
  const done = await inOrder(results)
  await committed
  return done
}

/** Steps that did not run because an earlier one failed need nobody who listens. */
function unheard(step: Promise<unknown>): void {
  step.catch(() => undefined)
}

async function inOrder(results: readonly Promise<RowsResult | undefined>[]): Promise<RowsResult[]> {
  const done: RowsResult[] = []
  for (const [statementIndex, result] of results.entries()) {
    const found = await result.catch((error: Error) => {
      throw Object.assign(error, { statementIndex })
    })
    if (found === undefined) throw Object.assign(new Error('the transaction was taken away'), { code: TAKEN })
    done.push(found)
  }
  return done
}
