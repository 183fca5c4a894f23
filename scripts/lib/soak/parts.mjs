/**
 * How long a part runs: an environment variable that its tests read, how many a minute buys on two cores, the fewest that prove
 * something, and how many a night gives.
 * @typedef {{ perMinute: number, least: number, full: number }} Length
 *
 * @typedef {object} Part
 * @property {string} id of the promise
 * @property {string} name one word for the command line
 * @property {string} proves
 * @property {'unit' | 'fault'} project of vitest.config.ts
 * @property {readonly string[]} files
 * @property {Readonly<Record<string, Length | string>>} lengths by environment variable; a text is passed as it is
 * @property {boolean} [isSeeded] whether `VITRINE_SEED` repeats it
 * @property {string} [figures] how the line of figures begins that its tests print
 */

/**
 * The long runs. A new one is a line here: its tests read their length and `VITRINE_SEED` from the environment and print one line.
 * @type {readonly Part[]}
 */
export const parts = [
  {
    id: 'F1',
    name: 'kills',
    proves: 'a process that is killed loses and doubles nothing that it acknowledged',
    project: 'fault',
    files: ['tests/fault/kill.test.ts'],
    lengths: { VITRINE_KILLS: { perMinute: 30, least: 20, full: 1_000 } },
    figures: 'F1',
    isSeeded: true,
  },
  {
    id: 'F2',
    name: 'crashes',
    proves: 'a process may die at any named place of any command',
    project: 'fault',
    files: ['tests/fault/crash-points.test.ts'],
    lengths: {},
  },
  {
    id: 'F3',
    name: 'cuts',
    proves: 'a power cut at any byte of the log loses nothing that was acknowledged',
    project: 'fault',
    files: ['tests/fault/power-cut.test.ts'],
    lengths: { VITRINE_CUTS: { perMinute: 500, least: 300, full: 10_000 } },
    figures: 'F3',
    isSeeded: true,
  },
  {
    id: 'F4',
    name: 'disks',
    proves:
      'a disk that is full, fails or is locked costs nothing that was acknowledged, and work goes on without a restart',
    project: 'fault',
    files: ['tests/fault/disk.test.ts'],
    lengths: {},
    figures: 'F4',
  },
  {
    id: 'F5',
    name: 'owners',
    proves: 'a second process is refused the file, and breaks nothing when it writes all the same',
    project: 'fault',
    files: ['tests/fault/two-processes.test.ts'],
    lengths: {},
    figures: 'F5',
  },
  {
    id: 'F6',
    name: 'server',
    proves: 'purchases survive a libSQL server that dies, sleeps, is busy, is gone or is not heard',
    project: 'unit',
    files: ['tests/engines/trouble.test.ts'],
    lengths: {
      VITRINE_SQLD_KILLS: { perMinute: 10, least: 6, full: 200 },
      VITRINE_SQLD_PAUSE_MS: { perMinute: 5_000, least: 5_000, full: 30_000 },
      VITRINE_SQLD_STORM_MS: { perMinute: 10_000, least: 5_000, full: 120_000 },
      VITRINE_SQLD_LOSS_MS: { perMinute: 10_000, least: 5_000, full: 120_000 },
      VITRINE_SQLD_PATIENCE_MS: '10000',
    },
    isSeeded: true,
  },
  {
    id: 'F9',
    name: 'clocks',
    proves: 'nothing ends early or twice when clocks jump, and when two machines differ by five minutes',
    project: 'unit',
    files: ['tests/models/clocks.test.ts', 'tests/engines/skew.test.ts'],
    lengths: {},
    figures: 'clocks',
  },
  {
    id: 'F11',
    name: 'migrations',
    proves: 'a crash at any statement of any migration leaves a shop that the next start finishes',
    project: 'fault',
    files: ['tests/fault/migrations.test.ts'],
    lengths: { VITRINE_MIGRATION_EVERY: '1' },
    isSeeded: true,
  },
  {
    id: 'F12',
    name: 'backups',
    proves: 'a copy that is made while people buy can be restored and holds what it should',
    project: 'fault',
    files: ['tests/fault/backup.test.ts'],
    lengths: { VITRINE_BACKUP_ORDERS: { perMinute: 1_000, least: 100, full: 10_000 } },
    figures: 'F12',
  },
  {
    id: 'F14',
    name: 'poison',
    proves: 'an event that cannot be handled is put aside, told of and replayed, and holds up nobody',
    project: 'fault',
    files: ['tests/fault/poison.test.ts'],
    lengths: {},
  },
  {
    id: 'F16',
    name: 'stops',
    proves: 'a shop that is stopped under load leaves nobody without an outcome',
    project: 'fault',
    files: ['tests/fault/stop.test.ts'],
    lengths: { VITRINE_STOPS: { perMinute: 15, least: 4, full: 100 } },
    figures: 'F16',
    isSeeded: true,
  },
  {
    id: 'L3',
    name: 'sale',
    proves: '1 000 units sold to 50 000 buyers over five ways: every unit, none twice',
    project: 'fault',
    files: ['tests/fault/flash-sale.test.ts'],
    lengths: {
      VITRINE_UNITS: { perMinute: 400, least: 150, full: 1_000 },
      VITRINE_BUYERS: { perMinute: 20_000, least: 1_500, full: 50_000 },
    },
    figures: 'L3',
  },
  {
    id: 'L5',
    name: 'lag',
    proves: 'the event loop of a busy shop is late by less than 20 ms in 99 of 100 looks',
    project: 'fault',
    files: ['tests/fault/lag.test.ts'],
    lengths: { VITRINE_LAG_SECONDS: { perMinute: 40, least: 10, full: 120 }, VITRINE_LAG_MS: '20' },
    figures: 'L5',
  },
  {
    id: 'L6',
    name: 'overload',
    proves: 'ten times too many buyers are served or refused in words, and soon after all is as before',
    project: 'fault',
    files: ['tests/fault/overload.test.ts'],
    lengths: { VITRINE_OVERLOAD_SECONDS: { perMinute: 40, least: 5, full: 60 } },
    figures: 'L6',
  },
  {
    id: 'W1',
    name: 'webhooks',
    proves: 'receivers that fail in every way are told everything once they are well',
    project: 'unit',
    files: ['packages/core/src/webhooks/storm.test.ts'],
    lengths: { VITRINE_WEBHOOK_STORMS: { perMinute: 20, least: 5, full: 200 } },
    figures: 'webhooks',
    isSeeded: true,
  },
  {
    id: 'C1',
    name: 'channels',
    proves: 'after a storm of faults on both sides every listing, order and command of a channel agrees with the shop',
    project: 'unit',
    files: ['tests/channels/convergence.test.ts'],
    lengths: { VITRINE_CHANNEL_STORMS: { perMinute: 15, least: 10, full: 200 } },
    figures: 'channels',
    isSeeded: true,
  },
  {
    id: 'M1',
    name: 'model',
    proves: 'stock and orders do and refuse what a reference model does and refuses',
    project: 'unit',
    files: ['tests/models/model.test.ts'],
    lengths: { VITRINE_MODEL_RUNS: { perMinute: 200, least: 1_000, full: 20_000 }, VITRINE_MODEL_STEPS: '50' },
    figures: 'model',
    isSeeded: true,
  },
  {
    id: 'M2',
    name: 'races',
    proves: 'two commands at the same moment end as if one had come after the other',
    project: 'unit',
    files: ['tests/models/race.test.ts'],
    lengths: {
      VITRINE_RACE_PAIRS: '100000',
      VITRINE_RACE_SCHEDULES: { perMinute: 1, least: 3, full: 50 },
    },
    figures: 'races',
    isSeeded: true,
  },
  {
    id: 'M5',
    name: 'engines',
    proves: 'one history ends in the same rows on a file and on a server',
    project: 'unit',
    files: ['tests/models/engines.test.ts'],
    lengths: { VITRINE_ENGINE_HISTORIES: { perMinute: 10, least: 10, full: 10_000 } },
    figures: 'engines',
    isSeeded: true,
  },
  {
    id: 'M7',
    name: 'undo',
    proves: 'what is done and undone, split or told in another order ends the same',
    project: 'unit',
    files: ['tests/models/metamorphic.test.ts'],
    lengths: { VITRINE_METAMORPHIC_RUNS: { perMinute: 60, least: 60, full: 5_000 } },
    figures: 'undo',
    isSeeded: true,
  },
  {
    id: 'S1',
    name: 'matrix',
    proves: 'every route, for every kind of caller and owner, lets in whom it should and nobody else',
    project: 'unit',
    files: ['tests/hostile/access'],
    lengths: {},
  },
  {
    id: 'S2',
    name: 'fuzz',
    proves: 'no garbage makes an endpoint answer 5xx or otherwise than its contract',
    project: 'unit',
    files: ['tests/hostile/garbage'],
    lengths: { VITRINE_FUZZ_RUNS: { perMinute: 40, least: 100, full: 20_000 } },
    isSeeded: true,
  },
  {
    id: 'S2f',
    name: 'files',
    proves: 'no garbage makes the importer or the command line break, or half do something',
    project: 'unit',
    files: ['tests/hostile/files/garbage-files.test.ts', 'tests/hostile/files/garbage-cli.test.ts'],
    lengths: {
      VITRINE_FILE_RUNS: { perMinute: 100, least: 200, full: 10_000 },
      VITRINE_CLI_RUNS: { perMinute: 10, least: 24, full: 500 },
    },
    isSeeded: true,
  },
  {
    id: 'B1',
    name: 'counters',
    proves: 'kept counters of facets are what counting would give, whatever was changed',
    project: 'unit',
    files: ['packages/core/src/browse/counts.test.ts'],
    lengths: { VITRINE_HISTORIES: { perMinute: 60, least: 60, full: 5_000 } },
    isSeeded: true,
  },
  {
    id: 'S6',
    name: 'repeats',
    proves: 'one key, one effect, however often and however much at once',
    project: 'unit',
    files: ['tests/hostile/writes'],
    lengths: { VITRINE_AT_ONCE: { perMinute: 50, least: 50, full: 200 } },
    isSeeded: true,
  },
  {
    id: 'S11',
    name: 'timing',
    proves: 'answers to wrong guesses take as long as others',
    project: 'unit',
    files: ['tests/security/timing.test.ts', 'tests/hostile/doors/equal-answers.test.ts'],
    lengths: { VITRINE_TIMING_ROUNDS: { perMinute: 100, least: 50, full: 1_000 } },
    isSeeded: true,
  },
  {
    id: 'P1',
    name: 'scaffold',
    proves: 'a plugin that was just written passes the whole suite of its kind',
    project: 'unit',
    files: ['tests/scaffold'],
    lengths: { VITRINE_SCAFFOLD: 'whole' },
    figures: 'scaffold',
  },
]

/**
 * The environment of a part that has so many minutes; undefined gives a night's length.
 * @param {Part} part
 * @param {number} [minutes]
 * @returns {Record<string, string>}
 */
export function environmentOf({ lengths }, minutes) {
  const of = (/** @type {Length | string} */ length) => {
    if (typeof length === 'string') return length
    const { perMinute, least, full } = length
    return String(minutes === undefined ? full : Math.min(full, Math.max(least, Math.round(perMinute * minutes))))
  }
  return Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, of(length)]))
}
