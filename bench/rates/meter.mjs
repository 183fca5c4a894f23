import { monitorEventLoopDelay } from 'node:perf_hooks'

/** @typedef {{ cpuUs: number, lag: { p99: number, max: number } }} Reading */

/** Starts to measure this process; the answer stops it and tells its CPU microseconds and the lag of its event loop in milliseconds. */
export function startMeter() {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  const before = process.cpuUsage()
  histogram.enable()
  return /** @returns {Reading} */ () => {
    const { user, system } = process.cpuUsage(before)
    histogram.disable()
    return { cpuUs: user + system, lag: { p99: histogram.percentile(99) / 1e6, max: histogram.max / 1e6 } }
  }
}

/** Each call answers the reading since the last one. */
export function meterByCall() {
  let stop = startMeter()
  return () => {
    const reading = stop()
    stop = startMeter()
    return reading
  }
}
