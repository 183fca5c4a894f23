import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How many of what a load case works with: 10 000 to claim it, few in every run. */
export const LOAD = Number(process.env.VITRINE_LOAD ?? 300)

const PATIENCE = 60_000

/** Milliseconds that a case may take: a load as long as it is great. */
export const timeoutOf = (name: string) => (name.startsWith('load: ') ? PATIENCE + LOAD * 60 : PATIENCE)

/** Growth that nothing leaks with: what is kept for each of many would be more. */
export const MOST_GROWTH = 16_000_000

let collect: (() => void) | undefined

/** Bytes in use once nothing is left that nobody needs. */
export function heapNow(): number {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
  return process.memoryUsage().heapUsed
}

/** Seconds that something took, and how long others waited for a turn of the event loop meanwhile. */
export async function timed(run: () => Promise<unknown>): Promise<{ readonly seconds: number; readonly lag: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const began = performance.now()
  delay.enable()
  await run()
  delay.disable()
  return { seconds: round((performance.now() - began) / 1_000), lag: round(delay.percentile(99) / 1e6) }
}

export const round = (value: number) => Math.round(value * 10) / 10

export function percentile95(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return round(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN)
}

/** Told where somebody asked for so many, also by runners that are silent about what passes; a gate is none of them, since machines differ. */
export function tell(line: string): void {
  if (process.env.VITRINE_LOAD !== undefined) process.stdout.write(`\n${line}\n`)
}
