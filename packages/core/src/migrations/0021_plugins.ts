import type { Migration } from '../kernel/index.ts'

export const plugins: Migration = {
  name: '0021_plugins',
  statements: [
    `create table plugins (
      id text primary key not null,
      version text not null,
      status text not null check (status in ('enabled', 'disabled')),
      revision integer not null default 1,
      installed_at integer not null,
      updated_at integer not null
    ) strict, without rowid`,
  ],
}
