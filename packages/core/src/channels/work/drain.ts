import { turn } from '../../kernel/index.ts'
import type { Work } from './ask.ts'

interface Draining<Row> {
  /** What is due now, some at a time. */
  readonly due: () => Promise<readonly Row[]>
  /** Tells a row from itself after something was done about it. */
  readonly mark: (row: Row) => string
  readonly work: (rows: readonly Row[]) => Promise<void>
}

/**
 * Works off what is due until nothing is, and lets others in between. Throws when a round changed nothing about what was due: the same
 * rows would come again for ever.
 */
export async function drain<Row>({ signal, recorder }: Work, { due, mark, work }: Draining<Row>): Promise<void> {
  let before = ''
  while (!signal.aborted) {
    const rows = await due()
    if (rows.length === 0) return
    const marks = rows.map(mark).join()
    if (marks === before) throw new Error(`nothing becomes of ${marks.slice(0, 200)}`)
    before = marks
    await work(rows)
    await recorder.flush()
    await turn()
  }
}
