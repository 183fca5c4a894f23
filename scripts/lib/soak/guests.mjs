/**
 * What strangers send, and what others write for the shop.
 * @type {readonly import('./part.mjs').Part[]}
 */
export const guests = [
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
  {
    id: 'P2',
    name: 'load',
    proves:
      'every plugin works with thousands: listings are compared without a call that writes, and nothing stays in memory',
    project: 'unit',
    files: ['bazaar', 'amazon', 'ebay', 'pinterest', 'product-feed', 'storefront', 'click-and-collect'].map(
      (name) => `packages/plugins/${name}/src`,
    ),
    names: 'load: ',
    lengths: { VITRINE_LOAD: { perMinute: 500, least: 300, full: 10_000 } },
    figures: 'load',
  },
]
