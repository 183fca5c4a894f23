import type { Migration } from '../kernel/index.ts'

/** What buyers' lists are sorted, filtered and searched by: derived from the other rooms by `browse/index`, and rebuilt from them at any time. */
export const browse: Migration = {
  name: '0016_browse',
  statements: [
    `create table browse_products (
      channel_id text not null,
      product_id text not null,
      created_at integer not null,
      publish_at integer not null,
      unpublish_at integer,
      primary key (channel_id, product_id)
    ) strict, without rowid`,
    'create index browse_products_newest on browse_products (channel_id, created_at desc, product_id desc)',
    'create index browse_products_product on browse_products (product_id)',
    `create table browse_prices (
      market_id text not null,
      currency text not null,
      product_id text not null,
      amount integer not null,
      primary key (market_id, currency, product_id)
    ) strict, without rowid`,
    'create index browse_prices_amount on browse_prices (market_id, currency, amount, product_id)',
    'create index browse_prices_product on browse_prices (product_id)',
    `create table browse_titles (
      language text not null,
      product_id text not null,
      title text not null,
      primary key (language, product_id)
    ) strict, without rowid`,
    'create index browse_titles_title on browse_titles (language, title, product_id)',
    'create index browse_titles_product on browse_titles (product_id)',
    `create table browse_stock (
      product_id text primary key not null,
      available integer not null check (available in (0, 1))
    ) strict, without rowid`,
    `create table browse_facets (
      product_id text not null,
      key text not null,
      value text not null,
      variant_id text not null,
      primary key (product_id, key, value, variant_id)
    ) strict, without rowid`,
    'create index browse_facets_value on browse_facets (key, value, product_id, variant_id)',
    `create table browse_names (
      key text not null,
      value text not null,
      language text not null,
      name text not null,
      position integer not null,
      swatch text,
      primary key (key, value, language)
    ) strict, without rowid`,
    `create table browse_codes (
      code text not null,
      product_id text not null,
      primary key (code, product_id)
    ) strict, without rowid`,
    'create index browse_codes_product on browse_codes (product_id)',
    `create table browse_documents (
      number integer primary key,
      product_id text not null unique
    ) strict`,
    `create table browse_words (
      word text not null,
      product_id text not null,
      weight integer not null,
      primary key (word, product_id)
    ) strict, without rowid`,
    'create index browse_words_product on browse_words (product_id)',
    // Every three letters of the folded texts; only the index is kept, the texts are in the catalogue.
    `create virtual table browse_search using fts5 (title, words, content = '', contentless_delete = 1, tokenize = 'trigram', detail = full)`,
  ],
}
