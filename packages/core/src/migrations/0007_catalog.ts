import type { Migration } from '../kernel/index.ts'

const record = `version integer not null default 1,
      created_at integer not null,
      updated_at integer not null`

export const catalog: Migration = {
  name: '0007_catalog',
  statements: [
    `create table media (
      id text primary key not null,
      kind text not null check (kind in ('image', 'file')),
      language text not null,
      alt text not null default '',
      url text,
      file_key text,
      content_type text,
      bytes integer,
      width integer,
      height integer,
      sizes text not null default '[]' check (json_valid(sizes)),
      hash text,
      ${record},
      constraint media_source check ((url is null) <> (file_key is null))
    ) strict`,
    'create unique index media_hash on media (hash)',
    'create unique index media_url on media (url)',
    `create table products (
      id text primary key not null,
      handle text not null unique,
      language text not null,
      title text not null,
      description text not null default '',
      status text not null default 'draft' check (status in ('draft', 'active', 'archived')),
      type text not null default '',
      vendor text not null default '',
      tags text not null default '[]' check (json_valid(tags)),
      tax_class text not null default 'standard',
      seo_title text,
      seo_description text,
      ${record}
    ) strict`,
    'create index products_status on products (status, created_at, id)',
    'create index products_updated on products (updated_at, id)',
    'create index products_type on products (type)',
    'create index products_vendor on products (vendor)',
    `create table product_tags (
      tag text not null,
      product_id text not null references products (id) on delete restrict,
      primary key (tag, product_id)
    ) strict, without rowid`,
    'create index product_tags_product on product_tags (product_id)',
    `create trigger product_tags_insert after insert on products begin
      insert into product_tags (tag, product_id) select distinct value, new.id from json_each(new.tags);
    end`,
    `create trigger product_tags_update after update of tags on products when new.tags <> old.tags begin
      delete from product_tags where product_id = new.id;
      insert into product_tags (tag, product_id) select distinct value, new.id from json_each(new.tags);
    end`,
    `create trigger product_tags_delete before delete on products begin
      delete from product_tags where product_id = old.id;
    end`,
    `create table product_options (
      id text primary key not null,
      product_id text not null references products (id) on delete restrict,
      name text not null,
      position integer not null
    ) strict`,
    'create unique index product_options_name on product_options (product_id, name)',
    `create table product_option_values (
      id text primary key not null,
      option_id text not null references product_options (id) on delete restrict,
      name text not null,
      position integer not null,
      swatch text
    ) strict`,
    'create unique index product_option_values_name on product_option_values (option_id, name)',
    `create table product_variants (
      id text primary key not null,
      product_id text not null references products (id) on delete restrict,
      sku text not null unique,
      barcode text,
      position integer not null,
      option_key text not null,
      weight_grams integer not null default 0 check (weight_grams >= 0),
      tracked integer not null default 1 check (tracked in (0, 1)),
      backorder integer not null default 0 check (backorder in (0, 1)),
      requires_shipping integer not null default 1 check (requires_shipping in (0, 1)),
      pickup_only integer not null default 0 check (pickup_only in (0, 1)),
      media_id text references media (id) on delete restrict,
      status text not null default 'active' check (status in ('active', 'archived')),
      ${record}
    ) strict`,
    'create unique index product_variants_choice on product_variants (product_id, option_key)',
    'create index product_variants_barcode on product_variants (barcode)',
    'create index product_variants_updated on product_variants (updated_at, id)',
    `create table variant_option_values (
      variant_id text not null references product_variants (id) on delete restrict,
      option_id text not null references product_options (id) on delete restrict,
      value_id text not null references product_option_values (id) on delete restrict,
      primary key (variant_id, option_id)
    ) strict, without rowid`,
    'create index variant_option_values_value on variant_option_values (value_id)',
    `create table product_media (
      product_id text not null references products (id) on delete restrict,
      media_id text not null references media (id) on delete restrict,
      position integer not null,
      primary key (product_id, media_id)
    ) strict, without rowid`,
    'create index product_media_media on product_media (media_id)',
    `create table publications (
      product_id text not null references products (id) on delete restrict,
      channel_id text not null references sales_channels (id) on delete restrict,
      publish_at integer not null,
      unpublish_at integer check (unpublish_at is null or unpublish_at > publish_at),
      primary key (channel_id, product_id)
    ) strict, without rowid`,
    'create index publications_product on publications (product_id)',
    'create index publications_publish on publications (publish_at)',
    'create index publications_unpublish on publications (unpublish_at) where unpublish_at is not null',
    `create table translations (
      owner_id text not null,
      language text not null,
      entity_id text not null,
      texts text not null check (json_valid(texts)),
      updated_at integer not null,
      primary key (owner_id, language, entity_id)
    ) strict, without rowid`,
    `create table collections (
      id text primary key not null,
      handle text not null unique,
      language text not null,
      title text not null,
      description text not null default '',
      parent_id text references collections (id) on delete restrict,
      position integer not null default 0,
      kind text not null check (kind in ('manual', 'rule')),
      rule text check (rule is null or json_valid(rule)),
      sort text not null default 'manual' check (sort in ('manual', 'newest', 'title', 'price', '-price')),
      media_id text references media (id) on delete restrict,
      seo_title text,
      seo_description text,
      status text not null default 'active' check (status in ('draft', 'active', 'archived')),
      ${record},
      constraint collection_rule check ((kind = 'rule') = (rule is not null))
    ) strict`,
    'create index collections_parent on collections (parent_id, position)',
    `create table collection_products (
      collection_id text not null references collections (id) on delete restrict,
      product_id text not null references products (id) on delete restrict,
      position integer not null,
      primary key (collection_id, product_id)
    ) strict, without rowid`,
    'create index collection_products_product on collection_products (product_id)',
    'create index collection_products_position on collection_products (collection_id, position)',
    `create table attributes (
      id text primary key not null,
      key text not null unique,
      language text not null,
      name text not null,
      type text not null check (type in ('text', 'number', 'boolean', 'select', 'multi', 'date', 'dimension')),
      unit text,
      applies_to text not null default 'product' check (applies_to in ('product', 'variant')),
      product_types text not null default '[]' check (json_valid(product_types)),
      filterable integer not null default 0 check (filterable in (0, 1)),
      position integer not null default 0,
      status text not null default 'active' check (status in ('active', 'archived')),
      ${record},
      constraint attribute_unit check (type <> 'dimension' or unit is not null)
    ) strict`,
    `create table attribute_choices (
      id text primary key not null,
      attribute_id text not null references attributes (id) on delete restrict,
      key text not null,
      name text not null,
      position integer not null
    ) strict`,
    'create unique index attribute_choices_key on attribute_choices (attribute_id, key)',
    `create table attribute_values (
      owner_id text not null,
      attribute_id text not null references attributes (id) on delete restrict,
      seq integer not null,
      product_id text not null references products (id) on delete restrict,
      text text,
      number real,
      choice_id text references attribute_choices (id) on delete restrict,
      primary key (owner_id, attribute_id, seq),
      constraint attribute_value_one check ((text is not null) + (number is not null) + (choice_id is not null) = 1)
    ) strict, without rowid`,
    'create index attribute_values_product on attribute_values (product_id)',
    'create index attribute_values_choice on attribute_values (attribute_id, choice_id, product_id)',
    'create index attribute_values_number on attribute_values (attribute_id, number, product_id)',
    `create table handle_redirects (
      kind text not null check (kind in ('product', 'collection')),
      handle text not null,
      entity_id text not null,
      created_at integer not null,
      primary key (kind, handle)
    ) strict, without rowid`,
    'create index handle_redirects_entity on handle_redirects (entity_id)',
    `create table product_sources (
      source text not null,
      key text not null,
      product_id text not null references products (id) on delete restrict,
      primary key (source, key)
    ) strict, without rowid`,
    'create index product_sources_product on product_sources (product_id)',
  ],
}
