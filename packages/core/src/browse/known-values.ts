import { sql } from 'drizzle-orm'
import { type Context, param, query, remembered } from '../kernel/index.ts'
import type { Facet, Name } from './facet-rows.ts'
import { NAMES } from './names.ts'

/** What the index knows of a key (then the value is empty) or value of facets. */
export interface KnownValue {
  /** Undefined when it has no number yet. */
  readonly number: number | undefined
  /** By language. */
  readonly names: ReadonlyMap<string, KnownName>
}

type KnownName = Pick<Name, 'name' | 'position' | 'swatch'>
type Pair = Pick<Facet, 'key' | 'value'>

export type KnownValues = ReadonlyMap<string, KnownValue>

export const pairOf = ({ key, value }: Pair): string => `${key}\n${value}`

/** So many are kept; a shop has a few sizes and colours, or a hundred thousand authors. */
const MOST = 10_000

/** Numbers never change, and names of this process not without its knowing: what was looked up once stays until a name is written. */
const learned = remembered({ touches: [NAMES], load: async () => new Map<string, KnownValue>() })

const found = query((q) =>
  q
    .select({
      key: sql<string>`p.value ->> 0`.as('key'),
      value: sql<string>`p.value ->> 1`.as('value'),
      number: sql<number | null>`v.id`.as('number'),
      language: sql<string | null>`n.language`.as('language'),
      name: sql<string>`n.name`.as('name'),
      position: sql<number>`n.position`.as('position'),
      swatch: sql<string | null>`n.swatch`.as('swatch'),
    })
    .from(
      sql`json_each(${param('pairs')}) p
        left join browse_values v on v.key = p.value ->> 0 and v.value = p.value ->> 1
        left join browse_names n on n.key = p.value ->> 0 and n.value = p.value ->> 1`,
    ),
)

/** Looks up the keys and values that some facets and names are about. */
export async function knownValues(ctx: Pick<Context, 'db' | 'now'>, about: readonly Pair[]): Promise<KnownValues> {
  const shelf = await learned(ctx)
  const missing = new Map<string, Pair>()
  for (const pair of about) if (!shelf.has(pairOf(pair))) missing.set(pairOf(pair), pair)
  if (missing.size === 0) return shelf
  const read = await readValues(ctx, [...missing.values()])
  if (shelf.size + read.size > MOST) return new Map([...shelf, ...read])
  for (const [pair, value] of read) shelf.set(pair, value)
  return shelf
}

async function readValues(ctx: Pick<Context, 'db'>, pairs: readonly Pair[]): Promise<Map<string, KnownValue>> {
  const rows = await ctx.db.all(found, { pairs: JSON.stringify(pairs.map(({ key, value }) => [key, value])) })
  const values = new Map<string, { number: number | undefined; names: Map<string, KnownName> }>()
  for (const { key, value, number, language, name, position, swatch } of rows) {
    const pair = pairOf({ key, value })
    const known = values.get(pair) ?? { number: number ?? undefined, names: new Map<string, KnownName>() }
    values.set(pair, known)
    if (language !== null) known.names.set(language, { name, position, swatch })
  }
  return values
}
