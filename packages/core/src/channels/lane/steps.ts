import { insertInto, type Statement } from '../../kernel/index.ts'
import type { RunCounts } from '../model.ts'
import { steps } from '../schema.ts'
import type { Step } from './ask.ts'

const insertStep = insertInto(steps)

/** Of a batch of thousands the first tell enough. */
const NAMED = 20

type Row = typeof steps.$inferInsert

/** Steps of a run, one after another: each is written when it is over. */
export interface Steps {
  readonly begin: (step: Step) => void
  readonly fail: (error: string) => void
  readonly end: () => void
  /** Of the step under way; null before the first. */
  readonly number: () => number | null
  /** Lines of those that are over and were not taken yet. */
  readonly take: () => Statement[]
}

export interface StepsOf {
  readonly runId: string
  /** What the run counts; what is added while a step lasts is of that step. */
  readonly counts: RunCounts
  readonly now: () => number
}

export function stepsOf({ runId, counts, now }: StepsOf): Steps {
  const over: Row[] = []
  let current: (Omit<Row, 'counts' | 'endedAt'> & { readonly before: RunCounts }) | undefined
  let number = 0
  const end = () => {
    if (current === undefined) return
    const { before, ...row } = current
    over.push({ ...row, counts: since(before, counts), endedAt: now() })
    current = undefined
  }
  return {
    begin({ step, about = [] }) {
      end()
      number += 1
      const named = about.slice(0, NAMED)
      const before = { ...counts }
      current = { runId, number, name: step, about: named, size: about.length, error: null, startedAt: now(), before }
    },
    fail(error) {
      if (current !== undefined) current = { ...current, error }
    },
    end,
    number: () => current?.number ?? null,
    take: () => over.splice(0).map((row) => insertStep(row)),
  }
}

function since(before: RunCounts, after: RunCounts): RunCounts {
  const entries = Object.entries(after) as [keyof RunCounts, number][]
  return Object.fromEntries(entries.map(([name, count]) => [name, count - before[name]])) as RunCounts
}
