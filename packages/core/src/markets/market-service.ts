import { eq } from 'drizzle-orm'
import { emit } from '../events/index.ts'
import {
  type Context,
  containing,
  contains,
  insertInto,
  newestFirst,
  type Page,
  param,
  requireVersion,
  rowByRef,
  run,
  type ShapeOf,
  type Statement,
  statement,
  update,
} from '../kernel/index.ts'
import { marketCreated, marketUpdated } from './events.ts'
import type { MarketInput, MarketPatch } from './model.ts'
import { problems } from './problems.ts'
import { MARKETS } from './reads.ts'
import { markets } from './schema.ts'

export type MarketRow = typeof markets.$inferSelect

interface Filters {
  readonly status?: MarketRow['status'] | undefined
  readonly q?: string | undefined
}

const byIdOrCode = rowByRef(markets, 'code')

const listed = newestFirst(markets, (has: ShapeOf<Filters>) => [
  has.status && eq(markets.status, param('status')),
  has.q && contains([markets.name, markets.code], 'q'),
])

const insert = insertInto(markets)
const change = update(markets)
const clearDefault = statement((q) => q.update(markets).set({ isDefault: false }).where(eq(markets.isDefault, true)))

/** A market by id or code. Throws `markets.notFound`. */
export async function getMarket(ctx: Context, ref: string): Promise<MarketRow> {
  const found = await ctx.db.get(byIdOrCode, { ref })
  if (found === undefined)
    throw problems.notFound({ detail: `There is no market ${JSON.stringify(ref.slice(0, 60))}.` })
  return found
}

export function listMarkets(
  ctx: Context,
  { status, q, ...page }: Filters & { limit: number; cursor?: string | undefined },
): Promise<Page<MarketRow>> {
  return listed(ctx, { filters: { status, ...containing('q', q) }, ...page })
}

/** Opens a market; currency and default language join their lists by themselves. Answers the id. */
export async function createMarket(ctx: Context, input: MarketInput): Promise<string> {
  const { result } = await run(ctx, {
    name: 'markets.createMarket',
    plan: (commandId) => {
      const id = ctx.newId('mkt')
      const now = ctx.now()
      const defaultLanguage = input.defaultLanguage ?? input.languages[0] ?? 'en'
      const row = {
        ...input,
        id,
        defaultLanguage,
        currencies: joined(input.currency, input.currencies ?? []),
        languages: joined(defaultLanguage, input.languages),
        createdAt: now,
        updatedAt: now,
      }
      const refuse = () => problems.codeTaken({ errors: [{ path: 'body.code', code: 'taken', message: 'is in use' }] })
      const line = insert(row, { refuse, touches: MARKETS })
      const event = emit(ctx, marketCreated, { aggregate: id, data: { marketId: id }, commandId })
      return { statements: [...giveUpDefault(input.isDefault), line, event], result: id }
    },
  })
  return result
}

export async function updateMarket(
  ctx: Context,
  { ref, patch, version }: { ref: string; patch: MarketPatch; version: number | undefined },
): Promise<string> {
  const { result } = await run(ctx, {
    name: 'markets.updateMarket',
    plan: async (commandId) => {
      const row = await getMarket(ctx, ref)
      requireVersion(version, row.version)
      if (row.isDefault && (patch.isDefault === false || patch.status === 'archived'))
        throw problems.defaultNeeded({ detail: `${row.code} is the default market.` })
      const next = { ...patch, ...languagesOf(row, patch), ...currenciesOf(row, patch) }
      const line = change(
        { id: row.id, version: row.version },
        { ...next, version: row.version + 1, updatedAt: ctx.now() },
        { changes: 1, refuse: refuseUpdate, touches: MARKETS },
      )
      const data = { marketId: row.id, fields: Object.keys(patch) }
      const event = emit(ctx, marketUpdated, { aggregate: row.id, data, commandId })
      return { statements: [...giveUpDefault(patch.isDefault === true && !row.isDefault), line, event], result: row.id }
    },
  })
  return result
}

const refuseUpdate = ({ kind }: { kind: string }) =>
  kind === 'check' ? problems.defaultNeeded({ detail: 'An archived market cannot be the default.' }) : 'stale'

function giveUpDefault(isNeeded: boolean): Statement[] {
  return isNeeded ? [clearDefault({}, { touches: MARKETS })] : []
}

function currenciesOf(row: MarketRow, patch: MarketPatch): Partial<MarketRow> {
  if (patch.currency === undefined && patch.currencies === undefined) return {}
  return { currencies: joined(patch.currency ?? row.currency, patch.currencies ?? row.currencies) }
}

function languagesOf(row: MarketRow, patch: MarketPatch): Partial<MarketRow> {
  if (patch.defaultLanguage === undefined && patch.languages === undefined) return {}
  return { languages: joined(patch.defaultLanguage ?? row.defaultLanguage, patch.languages ?? row.languages) }
}

/** The list as given when it holds the main word; else with that in front. */
function joined(main: string, words: readonly string[]): string[] {
  return [...new Set(words.includes(main) ? words : [main, ...words])]
}
