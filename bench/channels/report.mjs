/** What must be reached, in milliseconds. */
const targets = { lagP99: 100, burst: 10_000, resync: 30_000, loopP99: 20 }

/**
 * @typedef {{ lag: Awaited<ReturnType<typeof import('./measure.mjs').measureLag>>, burst: Awaited<ReturnType<typeof import('./measure.mjs').measureBurst>>, resync: Awaited<ReturnType<typeof import('./measure.mjs').measureResync>> }} Figures
 * @typedef {{ listings: number, connections: number, calls: number, resynced: number, ours: Figures, raw: Figures }} Measured
 */

const ms = (/** @type {number} */ value) =>
  Number.isInteger(value) || value >= 10 ? value.toFixed(0) : value.toFixed(1)
const ratio = (/** @type {number} */ ours, /** @type {number} */ raw) => (raw === 0 ? '' : (ours / raw).toFixed(2))

/**
 * The table that people read.
 * @param {Measured} measured
 */
export function channelsTable({ listings, connections, calls, resynced, ours, raw }) {
  /** @type {[string, number, number, string][]} */
  const rows = [
    ['change to request, p50 ms', ours.lag.p50, raw.lag.p50, ''],
    ['change to request, p99 ms', ours.lag.p99, raw.lag.p99, `at most ${targets.lagP99}`],
    ['change to request, most ms', ours.lag.most, raw.lag.most, ''],
    [`${ours.burst.changes} changes written, ms`, ours.burst.writtenMs, raw.burst.writtenMs, ''],
    ['  all correct everywhere, ms', ours.burst.correctMs, raw.burst.correctMs, `at most ${targets.burst}`],
    ['  calls', ours.burst.calls, raw.burst.calls, `at most ${ours.burst.least}`],
    ['  wrong at the end', ours.burst.wrong, raw.burst.wrong, '0'],
    ['  heap grown, MB', ours.burst.heapGrownMb, raw.burst.heapGrownMb, 'flat'],
    [`${resynced} unchanged listings compared, ms`, ours.resync.ms, raw.resync.ms, `at most ${targets.resync}`],
    ['  event loop late, p99 ms', ours.resync.loopP99, raw.resync.loopP99, `at most ${targets.loopP99}`],
    ['  event loop late, most ms', ours.resync.loopMost, raw.resync.loopMost, ''],
    ['  heap grown, MB', ours.resync.heapGrownMb, raw.resync.heapGrownMb, 'flat'],
    ['  calls', calls, 0, '0'],
  ]
  const cells = [
    ['', 'ours', 'raw', 'ratio', 'target'],
    ...rows.map(([name, one, other, target]) => [name, ms(one), ms(other), ratio(one, other), target]),
  ]
  const widths = [0, 1, 2, 3].map((at) => Math.max(...cells.map((row) => (row[at] ?? '').length)))
  const head = `Channels: ${connections} connections of ${listings} listings, 50 changes a second, the marketplace in a process of its own`
  const lines = cells.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : at === 4 ? cell : cell.padStart(widths[at] ?? 0))),
  )
  return `${head}\n\n${lines.map((row) => row.join('  ').trimEnd()).join('\n')}\n`
}

/**
 * What was not right, whatever the time it took.
 * @param {Measured} measured
 */
export function wrongIn({ calls, ours, raw }) {
  return [
    ours.lag.unheard > 0 && `${ours.lag.unheard} changes were not told to every connection`,
    ours.burst.wrong > 0 && `${ours.burst.wrong} offers show another number after the burst`,
    raw.burst.wrong > 0 && `${raw.burst.wrong} offers show another number than the raw program told`,
    calls > 0 && `${calls} calls for what had not changed`,
  ].filter((text) => text !== false)
}
