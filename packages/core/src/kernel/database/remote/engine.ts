import type { Engine, EngineTransaction } from '../engine.ts'
import { REPEATED } from '../failure.ts'
import type { SqlValue, Statement } from '../statement.ts'
import { type Patience, persist, unknownOutcome } from './attempts.ts'
import { rowsOf, type Server } from './client.ts'
import { runExclusive } from './exclusive.ts'
import { batchOf, outcomeOf, refusalIn } from './lines.ts'
import { createLink } from './link.ts'
import { refuseHuge } from './size.ts'
import { query, runWhole } from './steps.ts'

export interface RemoteOptions extends Partial<Patience> {
  /** Requests under way beyond which new ones are answered 503. */
  readonly queue?: number
  /** Milliseconds after which an exclusive body is cut. */
  readonly exclusiveMs?: number
}

const FIND = 'select 1 from commands where id = ?'

/**
 * The engine over a libSQL server (sqld, Turso): a command is one write batch in one round trip. Busy answers and lost connections are
 * repeated with the same command id; whether a lost command happened is looked up by its id, never guessed.
 */
export function openRemoteEngine(server: Server, options: RemoteOptions = {}): Engine {
  const patience: Patience = { deadlineMs: 10_000, ...options }
  const link = createLink(server, { bound: options.queue ?? 1_000, graceMs: patience.deadlineMs })

  const read = (sql: string, args: readonly SqlValue[], limits = patience) => {
    const { send, mend } = link.sending(({ read }) =>
      read(async (stream) => rowsOf(await query(stream, { sql, args }))),
    )
    return persist(limits, { send, lost: async (error) => mend(error) })
  }

  /** A repeat of the command would be refused by its id, but what it says of rows and lines is gone: the stored result answers. */
  const refuseDone = async (id: string): Promise<void> => {
    const short = { ...patience, deadlineMs: patience.deadlineMs / 4 }
    const found = await read(FIND, [id], short).catch(() => [])
    if (found.length > 0) throw REPEATED
  }

  return {
    kind: 'remote',
    read: (sql, args) => link.use(() => read(sql, args)),
    async write({ statements, ...command }) {
      const batch = batchOf(statements, command)
      refuseHuge(batch.statements)
      const { send, mend } = link.sending(({ write }) => write((stream) => runWhole(stream, batch.statements)))
      const lost = (error: unknown) => {
        mend(error)
        return refuseDone(command.id)
      }
      const refusal = (error: unknown) => refusalIn(batch, error)
      return outcomeOf(batch, await link.use(() => persist(patience, { send, refusal, lost })))
    },
    async batch(statements: readonly Statement[]) {
      const batch = batchOf(statements)
      refuseHuge(batch.statements)
      const { send, mend } = link.sending(({ write }) => write((stream) => runWhole(stream, batch.statements)))
      const lost = (error: unknown) => {
        mend(error)
        return unknownOutcome(error)
      }
      await link.use(() => persist(patience, { send, refusal: (error) => refusalIn(batch, error), lost }))
    },
    exclusive: <Result>(body: (transaction: EngineTransaction) => Promise<Result>) =>
      link.use(() => runExclusive(link, { ...patience, limit: options.exclusiveMs ?? 1_000 }, body)),
    close: () => link.close(),
  }
}
