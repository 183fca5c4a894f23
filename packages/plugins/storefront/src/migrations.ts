import type { Migration } from '@vitrine/core'

export const migrations: readonly Migration[] = [
  {
    name: '0001_storefront',
    statements: [
      `create table storefront_redirects (
        id text primary key not null,
        source text not null unique check (source like '/%'),
        target text not null,
        status integer not null check (status in (301, 302, 307, 308)),
        created_at integer not null,
        updated_at integer not null
      ) strict`,
      'create table storefront_books (id integer primary key not null check (id = 1), version integer not null) strict',
      'insert into storefront_books (id, version) values (1, 0)',
      `create table storefront_views (
        owner text not null,
        product_id text not null,
        viewed_at integer not null,
        primary key (owner, product_id)
      ) strict, without rowid`,
      'create index storefront_views_newest on storefront_views (owner, viewed_at)',
      'create index storefront_views_product on storefront_views (product_id)',
      'create index storefront_views_age on storefront_views (viewed_at)',
      `create table storefront_lists (
        id text primary key not null,
        owner text not null,
        key text not null,
        name text not null,
        created_at integer not null,
        updated_at integer not null
      ) strict`,
      'create unique index storefront_lists_name on storefront_lists (owner, key)',
      'create index storefront_lists_age on storefront_lists (updated_at)',
      `create table storefront_items (
        list_id text not null references storefront_lists (id) on delete cascade,
        product_id text not null,
        variant_id text not null,
        note text not null,
        added_at integer not null,
        primary key (list_id, product_id, variant_id)
      ) strict, without rowid`,
      'create index storefront_items_product on storefront_items (product_id)',
    ],
  },
  {
    name: '0002_pages',
    statements: [
      `create table storefront_pages (
        connection_id text not null,
        product_id text not null,
        key text not null,
        is_listed integer not null check (is_listed in (0, 1)),
        page text not null check (json_valid(page)),
        changed_at integer not null,
        primary key (connection_id, product_id)
      ) strict, without rowid`,
      'create index storefront_pages_key on storefront_pages (connection_id, key)',
      'create index storefront_pages_product on storefront_pages (product_id)',
      `create table storefront_offered (
        connection_id text not null,
        product_id text not null,
        primary key (connection_id, product_id)
      ) strict, without rowid`,
      'create index storefront_offered_product on storefront_offered (product_id)',
    ],
  },
  {
    // The table is made anew, since what is unique in it cannot be changed.
    name: '0003_redirects_of_windows',
    statements: [
      `create table storefront_redirects_next (
        id text primary key not null,
        window text not null default '',
        source text not null check (source like '/%'),
        target text not null,
        status integer not null check (status in (301, 302, 307, 308)),
        created_at integer not null,
        updated_at integer not null
      ) strict`,
      `insert into storefront_redirects_next (id, source, target, status, created_at, updated_at)
        select id, source, target, status, created_at, updated_at from storefront_redirects`,
      'drop table storefront_redirects',
      'alter table storefront_redirects_next rename to storefront_redirects',
      'create unique index storefront_redirects_source on storefront_redirects (source, window)',
    ],
  },
]
