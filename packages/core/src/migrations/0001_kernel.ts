import type { Migration } from '../kernel/index.ts'

export const kernel: Migration = {
  name: '0001_kernel',
  statements: [
    `create table commands (
      id text primary key not null,
      name text not null,
      fingerprint text,
      result text,
      at integer not null
    ) strict, without rowid`,
    'create index commands_at on commands (at)',
    // A guarded update that touches no row is no error to SQL: the remote engine follows it with an insert that fails here.
    'create table must (n integer not null check (n = 1)) strict',
  ],
}
