/*
 * Which rows an import writes for a chunk of products. Rows that triggers write (tags, price history, the numbers of levels) are not inserted
 * here either: the triggers are part of the tables.
 */

const products = '(select value from json_each(:products))'
const variants = `(select id from product_variants where product_id in ${products})`
const options = `(select id from product_options where product_id in ${products})`

/** Parents first. `where` finds the rows of a chunk. */
export const ofProducts = [
  { table: 'media', where: `id in (select media_id from product_media where product_id in ${products})`, skip: true },
  { table: 'products', where: `id in ${products}` },
  { table: 'product_sources', where: `product_id in ${products}` },
  { table: 'product_media', where: `product_id in ${products}` },
  { table: 'product_options', where: `product_id in ${products}` },
  { table: 'product_option_values', where: `option_id in ${options}` },
  { table: 'product_variants', where: `product_id in ${products}` },
  { table: 'variant_option_values', where: `variant_id in ${variants}` },
  { table: 'publications', where: `product_id in ${products}` },
  { table: 'prices', where: `variant_id in ${variants}` },
  {
    table: 'inventory_levels',
    where: `variant_id in ${variants}`,
    columns: ['variant_id', 'location_id', 'created_at', 'updated_at'],
  },
  { table: 'browse_documents', where: `product_id in ${products}` },
  { table: 'browse_stock', where: `product_id in ${products}` },
  { table: 'browse_products', where: `product_id in ${products}` },
  { table: 'browse_prices', where: `product_id in ${products}` },
  { table: 'browse_titles', where: `product_id in ${products}` },
  { table: 'browse_facets', where: `product_id in ${products}` },
  { table: 'browse_codes', where: `product_id in ${products}` },
]

/** In the order in which they were written, an even share with each chunk. */
export const inOrder = [
  { table: 'stock_movements', key: 'number', order: 'number' },
  { table: 'events', key: 'number', order: 'number' },
  { table: 'audit_log', key: 'id', order: 'id' },
  { table: 'commands', key: 'id', order: 'at, id' },
]

export const byTriggers = ['product_tags', 'price_history']

/** Few rows for the whole shop; they go with the first chunk. */
export const few = /^(browse_names|browse_counts|browse_values|browse_blocks|sqlite_sequence|stock_locations)$/

/** Shadow tables of the text indexes are written through them. */
export const search = { tables: ['browse_search', 'browse_search_words'], shadow: /^browse_search(_\w+)?$/ }
