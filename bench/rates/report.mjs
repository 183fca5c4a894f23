import { lagTarget, missedBy, targets } from './targets.mjs'

/**
 * @typedef {import('./measure.mjs').Rates} Rates
 * @typedef {import('./measure.mjs').Rate} Rate
 */

const columns = [
  '',
  'per second',
  'target',
  'p50 ms',
  'p99 ms',
  'CPU µs',
  'lag p99',
  'raw/s',
  'raw µs',
  'CPU ratio',
  '',
]

/**
 * The tables that people read.
 * @param {Rates} measured
 */
export function ratesTable({ rates, overload, machine, options, synchronous, violations }) {
  const rows = Object.entries(rates).map(([name, rate]) => rowOf(name, rate))
  const head = `Rates: ${options.callers} callers, ${machine.cores} cores (${machine.model}), Node ${machine.node}, ${options.products} products, file database, synchronous=${synchronous === 2 ? 'FULL' : synchronous}, consumers running`
  const broken = violations.length === 0 ? '' : `\nBROKEN INVARIANTS: ${JSON.stringify(violations)}\n`
  return `${head}\n\n${aligned([columns, ...rows])}\n${broken}\n${overloadText(overload)}`
}

/**
 * @param {string} name
 * @param {Rate} rate
 */
function rowOf(name, rate) {
  const { title = name, rate: least, p99 } = targets[name] ?? {}
  const target = [least && `${least}/s`, p99 && `p99 ${p99}`].filter(Boolean).join(', ')
  const missed = missedBy(name, rate)
  return [
    title,
    rate.rate.toFixed(0),
    target,
    rate.p50.toFixed(1),
    rate.p99.toFixed(1),
    rate.cpuUs.toFixed(0),
    rate.lagP99 === undefined ? '' : rate.lagP99.toFixed(1),
    rate.raw.rate.toFixed(0),
    rate.raw.cpuUs.toFixed(0),
    (rate.cpuUs / rate.raw.cpuUs).toFixed(2),
    missed.length === 0 ? 'met' : `MISSED: ${missed.join('; ')}`,
  ]
}

/** @param {Rates['overload']} overload */
function overloadText(overload) {
  const { before, lag, recovered } = overload
  const after = overload.after.map((/** @type {number} */ p99) => p99.toFixed(0)).join(', ')
  const missed = overloadMissed(overload)
  return [
    `Overload: ${overload.buyers} buyers in ${overload.seconds} s (${overload.buyersPerSecond}/s, ten times what is served)`,
    `  ${overload.answers} answers: ${overload.refused} refused with 503 and Retry-After, ${overload.wrong} wrong; slowest ${(overload.slowest / 1_000).toFixed(1)} s; lag p99 ${lag.p99.toFixed(0)} ms`,
    `  acknowledged: ${overload.acknowledgedCarts} carts, ${overload.acknowledgedOrders} orders; lost: ${overload.lostCarts} carts, ${overload.lostOrders} orders; invariants ${overload.violations.length === 0 ? 'hold' : 'BROKEN'}`,
    `  p99 of a checkout before ${before.p99.toFixed(0)} ms; second by second after: ${after} ms (${recovered === null ? 'not back' : `back after ${recovered} s`})`,
    `  ${missed.length === 0 ? 'met' : `MISSED: ${missed.join('; ')}`}`,
    '',
  ].join('\n')
}

/**
 * What overload must not do.
 * @param {Rates['overload']} overload
 */
function overloadMissed(overload) {
  const { wrong, firstWrong, lostCarts, lostOrders, doubled, violations, recovered, lag } = overload
  return [
    wrong > 0 && `${wrong} answers neither a success nor 503 with Retry-After (${firstWrong[0]})`,
    lostCarts + lostOrders > 0 && `${lostCarts + lostOrders} acknowledged and lost`,
    doubled > 0 && `${doubled} orders doubled`,
    violations.length > 0 && 'invariants are broken',
    recovered === null && 'answers are not as quick as before within 5 s',
    lag.p99 > lagTarget && `lag ${lag.p99.toFixed(0)} above ${lagTarget} ms`,
  ].filter((text) => text !== false)
}

/** @param {readonly (readonly string[])[]} rows */
function aligned(rows) {
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 || at === 2 || at === columns.length - 1
            ? cell.padEnd(widths[at] ?? 0)
            : cell.padStart(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
