import type { Migration } from '../kernel/index.ts'

export const jobs: Migration = {
  name: '0003_jobs',
  statements: [
    `create table jobs (
      name text primary key not null,
      schedule text not null,
      next_at integer not null,
      lease_owner text,
      lease_until integer not null default 0,
      started_at integer,
      finished_at integer,
      outcome text check (outcome in ('succeeded', 'failed')),
      duration_ms integer,
      error text,
      runs integer not null default 0,
      failures integer not null default 0,
      created_at integer not null
    ) strict, without rowid`,
    'create index jobs_due on jobs (next_at)',
  ],
}
