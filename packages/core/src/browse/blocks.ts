import { sql } from 'drizzle-orm'
import { type Database, list, param, plain, query, type Statement } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { type Block, readBlock } from './block-rows.ts'
import { INDEX } from './index-topic.ts'

/** Product numbers in a block: few enough to be read anew in some milliseconds, many enough that there are few versions to compare. */
const BLOCK = 1_024

const move = plain(
  sql`insert into browse_blocks (block, version)
    select distinct number / ${sql.raw(String(BLOCK))}, 1 from browse_documents where product_id in (select value from json_each(${param('ids')}))
    on conflict (block) do update set version = version + 1`,
)

/** The line that tells every process that the index holds something else of these products: it belongs to each command that changes their rows. */
export function changedLine(productIds: readonly string[]): Statement {
  return move({ ids: list(productIds) }, { touches: INDEX })
}

const versions = query((q) =>
  q
    .select({
      block: sql<number>`block`.as('block'),
      version: sql<number>`version`.as('version'),
    })
    .from(sql`browse_blocks`)
    .orderBy(sql`block`),
)

/** Enough for a million products as one market sees them; of a larger shop the blocks that were not used for longest are read again. */
const BUDGET = 96 * 1_048_576

interface Held {
  readonly version: number
  readonly block: Promise<Block>
  bytes: number
}

interface Shelf {
  readonly held: Map<string, Held>
  bytes: number
}

const shelves = new WeakMap<Database, Shelf>()

/**
 * Every product that the channel lists, block by block. Blocks are kept while their version stands, which every process reads anew for each
 * answer: what any of them changed is read again. The event loop turns after each block that was read.
 */
export async function* everyBlock(ctx: StoreContext): AsyncGenerator<Block> {
  const shelf = shelves.get(ctx.db) ?? { held: new Map<string, Held>(), bytes: 0 }
  shelves.set(ctx.db, shelf)
  const scope = `${ctx.channel.id} ${ctx.market.id} ${ctx.currency}`
  for (const { block, version } of await ctx.db.all(versions)) {
    const key = `${scope} ${block}`
    const known = shelf.held.get(key)
    if (known?.version === version) {
      shelf.held.delete(key)
      shelf.held.set(key, known)
      yield await known.block
      continue
    }
    yield await hold(shelf, key, { version, block: readBlock(ctx, rangeOf(block)) })
    await new Promise((next) => setImmediate(next))
  }
}

function rangeOf(block: number): { first: number; end: number } {
  return { first: block * BLOCK, end: (block + 1) * BLOCK }
}

async function hold(shelf: Shelf, key: string, made: Omit<Held, 'bytes'>): Promise<Block> {
  release(shelf, key)
  const held: Held = { ...made, bytes: 0 }
  shelf.held.set(key, held)
  try {
    const block = await held.block
    if (shelf.held.get(key) !== held) return block
    held.bytes = block.bytes
    shelf.bytes += block.bytes
    while (shelf.bytes > BUDGET) release(shelf, shelf.held.keys().next().value as string)
    return block
  } catch (error) {
    if (shelf.held.get(key) === held) release(shelf, key)
    throw error
  }
}

function release(shelf: Shelf, key: string): void {
  shelf.bytes -= shelf.held.get(key)?.bytes ?? 0
  shelf.held.delete(key)
}
