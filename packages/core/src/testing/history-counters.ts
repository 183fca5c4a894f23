import type { Operation } from './history.ts'
import { seeded } from './seed.ts'

interface Counter {
  readonly item: string
  readonly units: number
}

/** An operation on one counter, ready for the search. */
interface Step {
  readonly from: number
  readonly to: number
  /** Steps of one kind do the same at any moment. */
  readonly kind: string
  /** The next value, or undefined when it can't happen at this one. */
  readonly apply: (value: number) => number | undefined
  readonly mark: number
}

/** What the search tries beyond the length of a history before it gives up: then that counts as unexplained. */
const MOST_TRIES = 500_000

/** A sum of two stays exact. */
const MARKS = 2 ** 52

/**
 * Searches an order of the operations in which each is legal, after Wing, Gong and Lowe: at any moment one of those may be next that
 * were asked before every open one was answered. Of several that do the same the one that was answered first goes first, which
 * loses no solution and keeps the search small; what changes nothing goes as soon as it is legal. Sets that led nowhere are
 * remembered by a 52-bit sum of random marks.
 */
export function faultsOfCounter(operations: readonly Operation[], { item, units }: Counter): string[] {
  const marks = seeded(operations.length)
  const steps = operations.flatMap((operation) => stepOf(operation, Math.floor(marks() * MARKS)) ?? [])
  const required = steps.filter(({ to }) => to !== Number.POSITIVE_INFINITY).sort((a, b) => a.from - b.from)
  const optional = steps.filter(({ to }) => to === Number.POSITIVE_INFINITY).sort((a, b) => a.from - b.from)
  const found = search({ required, optional, units })
  if (found.isLegal) return []
  const words = found.stuck.map(({ kind, from, to }) => `${kind} (${from} to ${to})`).join(', ')
  const why = found.tries >= MOST_TRIES ? `no order was found in ${found.tries} tries` : 'no order is legal'
  return [
    `${item}: ${why}; at best ${found.depth} of ${required.length} operations fit, leaving ${found.value} and then ${words}`,
  ]
}

function stepOf({ asked, said, from, to }: Operation, mark: number): Step | undefined {
  if (asked.kind === 'count') {
    if (said.outcome !== 'ok') return undefined
    return { from, to, mark, kind: `count ${said.value}`, apply: (value) => (value === said.value ? value : undefined) }
  }
  if ((asked.kind !== 'take' && asked.kind !== 'give') || said.outcome === 'failed') return undefined
  const { kind, quantity } = asked
  const name = `${kind} ${quantity} ${said.outcome}`
  if (kind === 'give')
    return said.outcome === 'refused' ? undefined : { from, to, mark, kind: name, apply: (value) => value + quantity }
  const isRefused = said.outcome === 'refused'
  const refused = (value: number) => (value < quantity ? value : undefined)
  const taken = (value: number) => (value < quantity ? undefined : value - quantity)
  return { from, to, mark, kind: name, apply: isRefused ? refused : taken }
}

interface Searching {
  readonly required: readonly Step[]
  /** Never answered: may happen at any time after they were asked, or not at all. */
  readonly optional: readonly Step[]
  readonly units: number
}

interface Found {
  readonly isLegal: boolean
  readonly tries: number
  /** Of the longest order that was found: how many operations, the value after them, and what could not come next. */
  readonly depth: number
  readonly value: number
  readonly stuck: readonly Step[]
}

/** One depth of the search: what happened until here, and what may be next. */
interface Level {
  readonly value: number
  readonly sum: number
  /** Everything before it in `required` happened. */
  readonly low: number
  readonly candidates: readonly Step[]
  next: number
  taken: Step | undefined
}

const isAnswered = ({ to }: Step) => to !== Number.POSITIVE_INFINITY

function search(searching: Searching): Found {
  const { required, units } = searching
  const done = new Set<Step>()
  const visited = new Set<number>()
  const stack = [levelAt(searching, done, { value: units, sum: 0, low: 0 })]
  let best: Found = { isLegal: required.length === 0, tries: 0, depth: 0, value: units, stuck: [] }
  let depth = 0
  const most = MOST_TRIES + 2 * (required.length + searching.optional.length)
  for (let tries = 1; tries <= most && !best.isLegal; tries += 1) {
    const top = stack.at(-1)
    if (top === undefined) break
    best = { ...best, tries }
    if (top.taken !== undefined) {
      done.delete(top.taken)
      if (isAnswered(top.taken)) depth -= 1
      top.taken = undefined
    }
    const step = top.candidates[top.next]
    top.next += 1
    if (step === undefined) {
      if (depth >= best.depth) best = { ...best, depth, value: top.value, stuck: top.candidates.slice(0, 5) }
      stack.pop()
      continue
    }
    const value = step.apply(top.value)
    const sum = (top.sum + step.mark) % MARKS
    if (value === undefined || visited.has(sum)) continue
    visited.add(sum)
    done.add(step)
    top.taken = step
    if (isAnswered(step)) depth += 1
    if (depth === required.length) best = { ...best, isLegal: true }
    else stack.push(levelAt(searching, done, { value, sum, low: top.low }))
  }
  return best
}

function levelAt(
  searching: Searching,
  done: ReadonlySet<Step>,
  { value, sum, low }: Pick<Level, 'value' | 'sum' | 'low'>,
): Level {
  let first = low
  for (;;) {
    const step = searching.required[first]
    if (step === undefined || !done.has(step)) break
    first += 1
  }
  const candidates = candidatesOf(searching, done, first)
  const free = candidates.find((step) => isAnswered(step) && step.apply(value) === value)
  return { value, sum, low: first, candidates: free === undefined ? candidates : [free], next: 0, taken: undefined }
}

/** Those that may be next: asked before every open one was answered; of each kind the one that was answered first. */
function candidatesOf({ required, optional }: Searching, done: ReadonlySet<Step>, first: number): Step[] {
  const byKind = new Map<string, Step>()
  let soonest = Number.POSITIVE_INFINITY
  for (let at = first; at < required.length; at += 1) {
    const step = required[at] as Step
    if (step.from > soonest) break
    if (done.has(step)) continue
    soonest = Math.min(soonest, step.to)
    const rival = byKind.get(step.kind)
    if (rival === undefined || step.to < rival.to) byKind.set(step.kind, step)
  }
  const open = [...byKind.values()].sort((a, b) => a.to - b.to)
  const kinds = new Set<string>()
  for (const step of optional) {
    if (step.from > soonest) break
    if (done.has(step) || kinds.has(step.kind)) continue
    kinds.add(step.kind)
    open.push(step)
  }
  return open
}
