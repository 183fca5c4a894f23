import type { Answer } from '../hostile/shop/ask.ts'

/** Milliseconds of difference that nobody may be able to tell. */
export const LIMIT = 5

/** Two things that have to look the same from outside. */
export interface Pair {
  /** What exists, tried in vain. */
  known(round: number): Promise<Answer>
  /** What does not exist, tried the same way. */
  unknown(round: number): Promise<Answer>
}

export interface Comparison {
  readonly rounds: number
  /** Known less unknown, for each round; of the processor and of the clock. */
  readonly cpu: readonly number[]
  readonly wall: readonly number[]
  /** How answers differ that should be the same. */
  readonly different: readonly string[]
}

export interface Comparing {
  readonly least: number
  readonly most: number
  readonly random: () => number
  /** Called before each question, so that none is slowed down by what the one before left to be done. */
  readonly settle: (round: number) => Promise<unknown>
}

/**
 * Asks in pairs, in either order by chance, so that what slows the machine down slows both; goes on until it is clear whether they
 * differ, or it has asked often enough.
 */
export async function compare(pair: Pair, { least, most, random, settle }: Comparing): Promise<Comparison> {
  const cpu: number[] = []
  const wall: number[] = []
  const different = new Set<string>()
  for (let round = 0; round < most && (round < least || verdictOf(cpu) === 'unclear'); round += 1) {
    const isKnownFirst = random() < 0.5
    const measured: Record<'known' | 'unknown', Measured | undefined> = { known: undefined, unknown: undefined }
    for (const which of isKnownFirst ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      await settle(round)
      measured[which] = await measure(() => pair[which](round))
    }
    const { known, unknown } = measured as Record<'known' | 'unknown', Measured>
    cpu.push(known.cpu - unknown.cpu)
    wall.push(known.wall - unknown.wall)
    if (known.looks !== unknown.looks) different.add(`${known.looks}\n${unknown.looks}`)
  }
  return { rounds: cpu.length, cpu, wall, different: [...different] }
}

interface Measured {
  readonly cpu: number
  readonly wall: number
  readonly looks: string
}

async function measure(ask: () => Promise<Answer>): Promise<Measured> {
  const before = process.cpuUsage()
  const began = performance.now()
  const answer = await ask()
  const wall = performance.now() - began
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1_000, wall, looks: looksOf(answer) }
}

/** All that a caller sees of an answer, without what differs for everybody. */
function looksOf({ status, headers, text }: Answer): string {
  const names = [...headers].filter(([name]) => !['x-request-id', 'date', 'idempotent-replayed'].includes(name))
  const own = /"(requestId|instance)":"[^"]*"/g
  return JSON.stringify([status, names, text.replaceAll(own, '')])
}

/** `same` or `different` when 99 in 100 repetitions would say so. */
export function verdictOf(differences: readonly number[]): 'same' | 'different' | 'unclear' {
  const [low, high] = intervalOf(differences)
  if (low > LIMIT || high < -LIMIT) return 'different'
  return low > -LIMIT && high < LIMIT ? 'same' : 'unclear'
}

/** Between these lies the median, by the order of what was measured alone: no assumption about how noise is spread. */
export function intervalOf(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = [...values].sort((a, b) => a - b)
  const at = Math.floor(sorted.length / 2 - 1.29 * Math.sqrt(sorted.length))
  if (at < 0) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  return [sorted[at] ?? 0, sorted[sorted.length - 1 - at] ?? 0]
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
