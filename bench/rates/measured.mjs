import { figuresOf } from './figures.mjs'
import { startMeter } from './meter.mjs'

/**
 * Figures of a stretch of work in this process.
 * @param {() => Promise<{ times: number[], seconds: number }>} work
 */
export async function measured(work) {
  const stop = startMeter()
  const { times, seconds } = await work()
  return figuresOf({ times, seconds, ...stop() })
}
