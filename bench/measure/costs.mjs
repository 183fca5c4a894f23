import { isRead } from '../load/operations.mjs'
import { median } from './median.mjs'
import { crowd } from './rounds.mjs'

/**
 * @typedef {import('./rounds.mjs').Sample} Sample
 * @typedef {{ cpuMs: number, mixedCpuMs: number, generatorCpuMs: number, rps: number, p50: number, p99: number }} Figures
 */

/**
 * What one program took for one operation, as medians over the rounds. The orders among reads are the same share for every program;
 * their price, measured in the same round, is taken off `cpuMs` and stays in `mixedCpuMs`. What an order does to kept answers stays in both.
 * @param {Sample[]} samples
 * @param {Pick<Sample, 'operation' | 'program' | 'concurrency'>} which
 * @returns {Figures | undefined}
 */
function figuresOf(samples, { operation, program, concurrency }) {
  const own = samples.filter((sample) => sample.program === program && sample.concurrency === concurrency)
  const chosen = own.filter((sample) => sample.operation === operation)
  if (chosen.length === 0) return undefined
  const orderIn = (/** @type {number} */ round) =>
    own.find((sample) => sample.operation === 'checkout' && sample.round === round)?.window.cpuMs ?? Number.NaN
  const windows = chosen.map(({ window, round }) => ({
    ...window,
    mixedCpuMs: window.cpuMs,
    cpuMs: isRead(operation) ? window.cpuMs - window.ordersPerOperation * orderIn(round) : window.cpuMs,
  }))
  const middle = (/** @type {keyof Figures} */ name) => median(windows.map((figures) => figures[name]))
  return {
    cpuMs: middle('cpuMs'),
    mixedCpuMs: middle('mixedCpuMs'),
    generatorCpuMs: middle('generatorCpuMs'),
    rps: middle('rps'),
    p50: middle('p50'),
    p99: middle('p99'),
  }
}

/**
 * @param {Sample[]} samples
 * @param {import('../load/operations.mjs').OperationName} operation
 */
export function comparison(samples, operation) {
  const of = (/** @type {import('./rounds.mjs').ProgramName} */ program, concurrency = crowd) =>
    figuresOf(samples, { operation, program, concurrency })
  return {
    ours: of('ours'),
    raw: of('raw'),
    prepared: of('prepared'),
    alone: { ours: of('ours', 1), raw: of('raw', 1) },
  }
}
