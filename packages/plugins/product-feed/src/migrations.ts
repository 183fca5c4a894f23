import type { Migration } from '@vitrine/core'

export const migrations: readonly Migration[] = [
  {
    name: '0001_files',
    statements: [
      `create table product_feed_files (
        connection_id text primary key not null, version text, before text,
        is_public integer not null check (is_public in (0, 1)),
        made_of text, hash text, parts integer not null, size integer not null, packed_size integer not null,
        changed_at integer, made_at integer, took integer not null, asked_at integer,
        items integer not null, refused integer not null, warned integer not null, counts text not null, error text) strict`,
      `create table product_feed_parts (
        version text not null, number integer not null, bytes blob not null,
        primary key (version, number)) strict`,
      `create table product_feed_issues (
        version text not null, number integer not null, key text not null, product_id text not null,
        severity text not null check (severity in ('error', 'warning')),
        code text not null, field text not null, message text not null,
        primary key (version, number)) strict, without rowid`,
      'create index product_feed_issues_code on product_feed_issues (version, code, field, number)',
    ],
  },
]
