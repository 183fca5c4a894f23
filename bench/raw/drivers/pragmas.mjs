/** Every connection of every program in this benchmark, ours too, runs under these. */
export const pragmas = [
  'pragma journal_mode = wal',
  'pragma synchronous = full',
  'pragma foreign_keys = on',
  'pragma cache_size = -65536',
  'pragma busy_timeout = 5000',
]
