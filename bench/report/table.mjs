import { targets } from './targets.mjs'

/**
 * The result for people. A target that is missed is marked; it is no error.
 * @param {import('./result.mjs').Result} result
 */
export function tableText(result) {
  const { machine, run, operations } = result
  const about = `${run.products} products, ${machine.cores} cores (${machine.model}), Node ${machine.node}, ${run.rounds} rounds of ${run.seconds} s, medians`
  return [
    about,
    '',
    'CPU milliseconds per operation, 32 buyers at once, and SQL statements',
    ...columns([costHead, ...Object.entries(operations).map(costRow)]),
    '',
    'Requests a second and milliseconds of ours (checkout: of all five requests)',
    ...columns([timeHead, ...Object.entries(operations).map(timeRow)]),
    '',
    ...columns(otherRows(result)),
    '',
  ].join('\n')
}

const costHead = [
  '',
  'ours',
  'raw',
  'ratio',
  'target',
  'prepared',
  'ratio',
  'as at the peers',
  'target',
  'statements',
  'raw',
]

/** @param {[string, import('./result.mjs').Result['operations'][string]]} entry */
function costRow([name, cost]) {
  const target = targets.operations[/** @type {keyof typeof targets.operations} */ (name)]
  return [
    name,
    text(cost.cpuMs, 3),
    text(cost.rawCpuMs, 3),
    judged(cost.ratio, target.ratio),
    text(target.ratio, 2),
    text(cost.preparedCpuMs, 3),
    text(cost.preparedRatio, 2),
    judged(cost.normalised, target.normalised),
    text(target.normalised, 2),
    text(cost.statements, 1),
    text(cost.rawStatements, 1),
  ]
}

const timeHead = [
  '',
  '32 buyers: a second',
  'p50',
  'p99',
  'raw: a second',
  'p50',
  'p99',
  '1 buyer: a second',
  'p50',
  'p99',
  'raw: p50',
]

/** @param {[string, import('./result.mjs').Result['operations'][string]]} entry */
function timeRow([name, { rps, p50, p99, raw, alone }]) {
  const three = (/** @type {{ rps: number | null, p50: number | null, p99: number | null }} */ times) => [
    text(times.rps, 0),
    text(times.p50, 1),
    text(times.p99, 1),
  ]
  return [name, ...three({ rps, p50, p99 }), ...three(raw), ...three(alone), text(alone.raw.p50, 1)]
}

/** @param {import('./result.mjs').Result} result */
function otherRows({ coldStartMs, rawColdStartMs, idleMb, rawIdleMb, loadedMb, rawLoadedMb, oversell, rawOversell }) {
  const { coldStartMsAboveRaw, idleMbAboveRaw } = targets
  const above = (/** @type {number | null} */ value, /** @type {number | null} */ raw, /** @type {number} */ most) =>
    value === null || raw === null ? '' : judged(value - raw, most, 0)
  const sold = (/** @type {typeof oversell} */ counts) =>
    counts === null ? '' : `${counts.orders} of ${counts.units} by ${counts.buyers}`
  return [
    ['', 'ours', 'raw', 'above', 'at most'],
    [
      'cold start ms',
      text(coldStartMs, 0),
      text(rawColdStartMs, 0),
      above(coldStartMs, rawColdStartMs, coldStartMsAboveRaw),
      text(coldStartMsAboveRaw, 0),
    ],
    ['idle MB', text(idleMb, 0), text(rawIdleMb, 0), above(idleMb, rawIdleMb, idleMbAboveRaw), text(idleMbAboveRaw, 0)],
    ['loaded MB', text(loadedMb, 0), text(rawLoadedMb, 0), '', ''],
    ['sold', sold(oversell), sold(rawOversell), '', ''],
  ]
}

/**
 * @param {number | null} value
 * @param {number} digits
 */
const text = (value, digits) => (value === null ? '' : value.toFixed(digits))

/**
 * @param {number | null} value
 * @param {number} most
 */
function judged(value, most, digits = 2) {
  return value === null ? '' : `${text(value, digits)}${value > most ? ' !' : '  '}`
}

/** @param {string[][]} rows */
function columns(rows) {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  )
}
