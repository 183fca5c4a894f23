import { cpus } from 'node:os'
import { comparison } from '../measure/costs.mjs'
import { targets } from './targets.mjs'

/**
 * @typedef {import('../servers/programs.mjs').ProgramName} ProgramName
 * @typedef {import('../load/operations.mjs').OperationName} OperationName
 * @typedef {Map<OperationName, import('../measure/statements.mjs').Statements>} StatementsByOperation
 *
 * @typedef {object} Measured everything that a run found out; what was not asked for is empty
 * @property {import('../measure/rounds.mjs').Sample[]} samples
 * @property {Map<ProgramName, StatementsByOperation>} statements
 * @property {Map<ProgramName, number>} coldStarts
 * @property {Map<ProgramName, import('../measure/memory.mjs').Memory>} memories
 * @property {Map<ProgramName, import('../measure/oversell.mjs').Rushed>} oversells
 *
 * @typedef {ReturnType<typeof resultOf>} Result
 */

/**
 * The one object that `--json` prints. Times in milliseconds, memory in megabytes; null for what was not measured.
 * @param {Measured} measured
 * @param {import('../options.mjs').Options} options
 */
export function resultOf(measured, options) {
  const { coldStarts, memories, oversells } = measured
  const of = (/** @type {Map<ProgramName, number>} */ map, /** @type {ProgramName} */ name) => rounded(map.get(name))
  const megabytes = (/** @type {ProgramName} */ name, /** @type {'idleMb' | 'loadedMb'} */ which) =>
    rounded(memories.get(name)?.[which])
  return {
    operations: Object.fromEntries(options.operations.map((name) => [name, operationOf(measured, name)])),
    coldStartMs: of(coldStarts, 'ours'),
    rawColdStartMs: of(coldStarts, 'raw'),
    idleMb: megabytes('ours', 'idleMb'),
    rawIdleMb: megabytes('raw', 'idleMb'),
    loadedMb: megabytes('ours', 'loadedMb'),
    rawLoadedMb: megabytes('raw', 'loadedMb'),
    oversell: countsOf(oversells.get('ours')),
    rawOversell: countsOf(oversells.get('raw')),
    targets,
    machine: { cores: cpus().length, model: cpus()[0]?.model ?? '', node: process.version },
    run: (({ products, rounds, seconds, seed, every }) => ({ products, rounds, seconds, seed, orderEvery: every }))(
      options,
    ),
  }
}

/**
 * @param {Measured} measured
 * @param {OperationName} name
 */
function operationOf({ samples, statements }, name) {
  const { ours, raw, prepared, alone } = comparison(samples, name)
  const ratio = quotient(ours?.cpuMs, raw?.cpuMs)
  const of = (/** @type {ProgramName} */ program) => statements.get(program)?.get(name)
  return {
    cpuMs: rounded(ours?.cpuMs),
    rawCpuMs: rounded(raw?.cpuMs),
    ratio: rounded(ratio),
    preparedCpuMs: rounded(prepared?.cpuMs),
    preparedRatio: rounded(quotient(ours?.cpuMs, prepared?.cpuMs)),
    normalised: rounded(ratio === undefined ? undefined : ratio * targets.operations[name].rawThere),
    ...timesOf(ours),
    statements: rounded(of('ours')?.statements),
    transactions: rounded(of('ours')?.transactions),
    rawStatements: rounded(of('raw')?.statements),
    mixedCpuMs: rounded(ours?.mixedCpuMs),
    rawMixedCpuMs: rounded(raw?.mixedCpuMs),
    generatorCpuMs: rounded(ours?.generatorCpuMs),
    raw: timesOf(raw),
    alone: { ...timesOf(alone.ours), cpuMs: rounded(alone.ours?.cpuMs), raw: timesOf(alone.raw) },
  }
}

/** @param {import('../measure/costs.mjs').Figures | undefined} figures */
function timesOf(figures) {
  return { rps: rounded(figures?.rps), p50: rounded(figures?.p50), p99: rounded(figures?.p99) }
}

/** @param {import('../measure/oversell.mjs').Rushed | undefined} rushed */
function countsOf(rushed) {
  return rushed === undefined ? null : { buyers: rushed.buyers, units: rushed.units, orders: rushed.orders }
}

/**
 * @param {number | undefined} ours
 * @param {number | undefined} theirs
 */
const quotient = (ours, theirs) => (ours === undefined || theirs === undefined ? undefined : ours / theirs)

/**
 * To four significant digits: more would be noise.
 * @param {number | undefined} value
 */
const rounded = (value) => (value === undefined || Number.isNaN(value) ? null : Number(value.toPrecision(4)))
