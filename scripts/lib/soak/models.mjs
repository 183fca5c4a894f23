/**
 * Long histories, judged by models and by each other.
 * @type {readonly import('./part.mjs').Part[]}
 */
export const models = [
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
    id: 'B1',
    name: 'counters',
    proves: 'kept counters of facets are what counting would give, whatever was changed',
    project: 'unit',
    files: ['packages/core/src/browse/counts.test.ts'],
    lengths: { VITRINE_HISTORIES: { perMinute: 60, least: 60, full: 5_000 } },
    isSeeded: true,
  },
]
