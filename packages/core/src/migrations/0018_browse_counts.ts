import type { Migration } from '../kernel/index.ts'

/*
 * A count belongs to a channel, a collection (empty for the whole shop) and a value; it is the number of rows of
 *   what the channel lists × where the product is (the shop, its collections) × what can be said of it (its values).
 * Each trigger adds or takes away what one changed row of one of the three does to that product, so that the counts are exact after every
 * commit, whatever the order of the changes. Value 1 is said of every product, value 2 of those that can be had.
 */

const scopesOf = (product: string) =>
  `(select '' as id union all select collection_id from collection_products where product_id = ${product})`

const facetsIn = (facets: string) => `select distinct value / 4096 as id from json_each(${facets})`

const valuesOf = (product: string) => `(select 1 as id
        union all select 2 from browse_stock where product_id = ${product} and available = 1
        union all ${facetsIn(`(select facets from browse_documents where product_id = ${product})`)})`

const listingsOf = (product: string) => `browse_products b on b.product_id = ${product} and b.listed = 1`

/** `rows` has the columns channel, collection, value and sign, and ends in a condition. */
const count = (rows: string) => `insert into browse_counts (channel_id, collection_id, value_id, count)
      ${rows}
      on conflict (channel_id, collection_id, value_id) do update set count = count + excluded.count;`

const listed = (row: 'new' | 'old', sign: string) =>
  count(`select ${row}.channel_id, c.id, v.id, ${sign} from ${scopesOf(`${row}.product_id`)} c
        cross join ${valuesOf(`${row}.product_id`)} v where true`)

const member = (row: 'new' | 'old', sign: string) => `${count(`select b.channel_id, ${row}.collection_id, v.id, ${sign}
        from ${valuesOf(`${row}.product_id`)} v join ${listingsOf(`${row}.product_id`)} where true`)}
      update browse_blocks set version = version + 1
        where block = (select number / 1024 from browse_documents where product_id = ${row}.product_id);`

const stocked = (row: 'new' | 'old', sign: string) =>
  count(`select b.channel_id, c.id, 2, ${sign} from ${scopesOf(`${row}.product_id`)} c
        join ${listingsOf(`${row}.product_id`)} where true`)

/** Counts of facets, the products behind them in blocks of 1 024, and the words of products, so that lists and searches cost the same in a large shop. */
export const browseCounts: Migration = {
  name: '0018_browse_counts',
  statements: [
    'create table browse_values (id integer primary key, key text not null, value text not null, unique (key, value)) strict',
    `insert into browse_values (id, key, value) values (1, '', 'listed'), (2, '', 'available')`,
    'insert or ignore into browse_values (key, value) select distinct key, value from browse_facets order by key, value',
    // Each facet as value × 4 096 + variant, in one number; 0 is the product itself, its variants are numbered in the order of their ids.
    `alter table browse_documents add column facets text not null default '[]' check (json_valid(facets))`,
    `update browse_documents set facets = n.facets from (
        select product_id, json_group_array(number) as facets from (
          select f.product_id, v.id * 4096 + case f.variant_id when '' then 0
              else dense_rank() over (partition by f.product_id order by f.variant_id) end as number
            from browse_facets f join browse_values v on v.key = f.key and v.value = f.value order by 1, 2)
        group by product_id) n
      where n.product_id = browse_documents.product_id`,
    'alter table browse_products add column listed integer not null default 1 check (listed in (0, 1))',
    // What is planned and what was: rows whose dates passed since `listed` was last looked at are found by these.
    'update browse_products set listed = 0 where publish_at > unixepoch() * 1000 or unpublish_at <= unixepoch() * 1000',
    'create index browse_products_starts on browse_products (channel_id, listed, publish_at) where unpublish_at is null',
    'create index browse_products_ends on browse_products (channel_id, listed, unpublish_at, publish_at) where unpublish_at is not null',
    `create table browse_counts (
      channel_id text not null,
      collection_id text not null,
      value_id integer not null,
      count integer not null,
      primary key (channel_id, collection_id, value_id)
    ) strict, without rowid`,
    'create table browse_blocks (block integer primary key not null, version integer not null) strict',
    'insert into browse_blocks (block, version) select distinct number / 1024, 1 from browse_documents',
    ...['', 'c'].map((scope) =>
      count(`select b.channel_id, ${scope === '' ? "''" : 'c.collection_id'}, v.id, count(*)
        from browse_products b
        ${scope === '' ? '' : 'join collection_products c on c.product_id = b.product_id'}
        join (select 1 as id, product_id from browse_products group by product_id
          union all select 2, product_id from browse_stock where available = 1
          union all select distinct f.value / 4096, d.product_id from browse_documents d, json_each(d.facets) f) v
          on v.product_id = b.product_id
        where b.listed = 1 group by 1, 2, 3`),
    ),
    `create trigger browse_counts_listed after insert on browse_products when new.listed = 1 begin ${listed('new', '1')} end`,
    `create trigger browse_counts_unlisted after delete on browse_products when old.listed = 1 begin ${listed('old', '-1')} end`,
    `create trigger browse_counts_turned after update of listed on browse_products when new.listed <> old.listed begin
      ${listed('new', 'new.listed - old.listed')} end`,
    `create trigger browse_counts_described after update of facets on browse_documents when new.facets <> old.facets begin
      ${count(`select b.channel_id, c.id, v.id, v.sign from ${scopesOf('new.product_id')} c
        cross join (select id, sum(sign) as sign from (select id, 1 as sign from (${facetsIn('new.facets')})
          union all select id, -1 from (${facetsIn('old.facets')})) group by id having sum(sign) <> 0) v
        join ${listingsOf('new.product_id')} where true`)} end`,
    `create trigger browse_counts_stocked after insert on browse_stock when new.available = 1 begin ${stocked('new', '1')} end`,
    `create trigger browse_counts_gone after delete on browse_stock when old.available = 1 begin ${stocked('old', '-1')} end`,
    `create trigger browse_counts_restocked after update of available on browse_stock when new.available <> old.available begin
      ${stocked('new', 'new.available - old.available')} end`,
    `create trigger browse_counts_joined after insert on collection_products begin ${member('new', '1')} end`,
    `create trigger browse_counts_left after delete on collection_products begin ${member('old', '-1')} end`,
    // Whole words and their beginnings, at a tenth of the size of a table of them; parts of words are in browse_search.
    `create virtual table browse_search_words using fts5 (title, words, content = '', contentless_delete = 1,
      tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3', detail = full)`,
    `insert into browse_search_words (rowid, title, words)
      select d.number, coalesce(group_concat(case x.weight when 2 then x.word end, ' '), ''),
        coalesce(group_concat(case x.weight when 1 then x.word end, ' '), '')
      from browse_documents d cross join browse_words x on x.product_id = d.product_id group by d.number`,
    'drop table browse_words',
  ],
}
