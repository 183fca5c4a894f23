import type { Engine, EngineTransaction } from '../engine.ts'
import { REPEATED } from '../failure.ts'
import type { SqlValue, Statement } from '../statement.ts'
import { type Patience, persist, unknownOutcome } from './attempts.ts'
import { rowsOf, type Server, sendable } from './client.ts'
import { runExclusive } from './exclusive.ts'
import { batchOf, outcomeOf, refusalIn } from './lines.ts'
import { createLink } from './link.ts'

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
  const link = createLink(server, options.queue ?? 1_000)

  const read = (sql: string, args: readonly SqlValue[], limits = patience) =>
    persist(limits, {
      send: async () => rowsOf(await (await link.client()).execute(sendable({ sql, args }))),
      lost: link.mend,
    })

  /** A repeat of the command would be refused by its id, but what it says of rows and lines is gone: the stored result answers. */
  const refuseDone = async (id: string): Promise<void> => {
    const short = { ...patience, deadlineMs: patience.deadlineMs / 4 }
    const found = await read(FIND, [id], short).catch(() => [])
    if (found.length > 0) throw REPEATED
  }

  const send = async (statements: ReturnType<typeof batchOf>['statements']) =>
    (await link.client()).batch(statements, 'write')

  return {
    kind: 'remote',
    read: (sql, args) => link.use(() => read(sql, args)),
    async write({ statements, ...command }) {
      const batch = batchOf(statements, command)
      const results = await link.use(() =>
        persist(patience, {
          send: () => send(batch.statements),
          refusal: (error) => refusalIn(batch, error),
          lost: async (error) => {
            await link.mend(error)
            await refuseDone(command.id)
          },
        }),
      )
      return outcomeOf(batch, results)
    },
    async batch(statements: readonly Statement[]) {
      const batch = batchOf(statements)
      const refusal = (error: unknown) => refusalIn(batch, error)
      await link.use(() => persist(patience, { send: () => send(batch.statements), refusal, lost: unknownOutcome }))
    },
    exclusive: <Result>(body: (transaction: EngineTransaction) => Promise<Result>) =>
      link.use(async () =>
        runExclusive(await link.client(), { ...patience, limit: options.exclusiveMs ?? 1_000 }, body),
      ),
    close: () => link.close(),
  }
}
