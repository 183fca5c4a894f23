/**
 * What a stretch of work came to. Times in milliseconds, CPU of the process that did the work, its event loop's lag as
 * `monitorEventLoopDelay` tells it.
 * @typedef {object} Figures
 * @property {number} operations
 * @property {number} seconds
 * @property {number} rate operations a second
 * @property {number} p50
 * @property {number} p99
 * @property {number} cpuUs microseconds of CPU per operation
 * @property {number} [lagP99]
 * @property {number} [lagMax]
 */

/**
 * The value below which so many hundredths of the values lie.
 * @param {readonly number[]} values
 * @param {number} hundredths
 */
export function percentile(values, hundredths) {
  if (values.length === 0) return 0
  const sorted = Float64Array.from(values).sort()
  return Number(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * hundredths) / 100))])
}

/**
 * @param {{ times: readonly number[], seconds: number, cpuUs: number, lag?: { p99: number, max: number } }} measured
 * @returns {Figures}
 */
export function figuresOf({ times, seconds, cpuUs, lag }) {
  return {
    operations: times.length,
    seconds,
    rate: times.length / seconds,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    cpuUs: cpuUs / Math.max(1, times.length),
    ...(lag && { lagP99: lag.p99, lagMax: lag.max }),
  }
}
