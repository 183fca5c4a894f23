import { type App, turn } from '../../kernel/index.ts'
import { connectionVersion } from '../connection-rows.ts'
import type { Work } from './ask.ts'

const turns = new WeakMap<App['db'], Promise<void>>()

/** A turn of the event loop that no other lane has: what lanes compare at the same time does not add up to one long wait for requests. */
export function ownTurn(db: App['db']): Promise<void> {
  const next = (turns.get(db) ?? Promise.resolve()).then(turn)
  turns.set(db, next)
  return next
}

interface Draining<Row> {
  /** What is due now, some at a time. */
  readonly due: () => Promise<readonly Row[]>
  /** Tells a row from itself after something was done about it. */
  readonly mark: (row: Row) => string
  readonly work: (rows: readonly Row[]) => Promise<void>
}

/** What was marked because staff changed the connection is not compared with how it was before: that is left to the next run, which reads it anew. */
async function isOutdated({ ctx, connection }: Work): Promise<boolean> {
  return (await ctx.db.get(connectionVersion, { id: connection.id }))?.version !== connection.version
}

/**
 * Works off what is due until nothing is, and lets others in between. Throws when a round changed nothing about what was due: the same
 * rows would come again for ever.
 */
export async function drain<Row>(work: Work, { due, mark, work: workOff }: Draining<Row>): Promise<void> {
  const { ctx, signal, recorder } = work
  let before = ''
  while (!signal.aborted) {
    const rows = await due()
    if (rows.length === 0 || (await isOutdated(work))) return
    const marks = rows.map(mark).join()
    if (marks === before) throw new Error(`nothing becomes of ${marks.slice(0, 200)}`)
    before = marks
    await workOff(rows)
    await recorder.flush()
    await ownTurn(ctx.db)
  }
}
