import { audit } from '../access/index.ts'
import { emit } from '../events/index.ts'
import { type Context, fromIso, insertInto, requireVersion, run, update } from '../kernel/index.ts'
import { allMarkets } from '../markets/index.ts'
import { priceListUpdated } from './events.ts'
import type { PriceListInput, PriceListPatch } from './model.ts'
import { PRICE_LISTS, type PriceListRow, priceListRow } from './price-lists.ts'
import { problems } from './problems.ts'
import { priceLists } from './schema.ts'

const insert = insertInto(priceLists)
const change = update(priceLists)

/** Begins a price list. Answers the id. */
export async function createPriceList(ctx: Context, input: PriceListInput): Promise<string> {
  const { result } = await run(ctx, {
    name: 'pricing.createList',
    plan: async (commandId) => {
      const id = ctx.newId('prl')
      const now = ctx.now()
      const period = checked({ startsAt: sinceOf(input.startsAt), endsAt: untilOf(input.endsAt) })
      const priority = input.priority ?? (input.market === null ? 0 : 10) + (input.kind === 'sale' ? 100 : 0)
      const marketId = await marketIdOf(ctx, input.market)
      const refuse = () => problems.codeTaken({ errors: [{ path: 'body.code', code: 'taken', message: 'is in use' }] })
      const { code, name, kind } = input
      const row = { id, code, name, kind, marketId, priority, ...period, createdAt: now, updatedAt: now }
      return {
        statements: [
          insert(row, { refuse, touches: PRICE_LISTS }),
          emit(ctx, priceListUpdated, { aggregate: id, data: { priceListId: id }, commandId }),
          audit(ctx, { action: 'pricing.createList', subject: id, commandId }),
        ],
        result: id,
      }
    },
  })
  return result
}

export async function updatePriceList(
  ctx: Context,
  { ref, patch, version }: { ref: string; patch: PriceListPatch; version: number | undefined },
): Promise<string> {
  const { result } = await run(ctx, {
    name: 'pricing.updateList',
    plan: async (commandId) => {
      const row = await priceListRow(ctx, ref)
      requireVersion(version, row.version)
      const { id } = row
      const next = { ...(await cellsOf(ctx, row, patch)), version: row.version + 1, updatedAt: ctx.now() }
      const refuse = ({ kind }: { kind: string }) => (kind === 'check' ? problems.defaultFixed() : 'stale')
      return {
        statements: [
          change({ id, version: row.version }, next, { changes: 1, refuse, touches: PRICE_LISTS }),
          emit(ctx, priceListUpdated, { aggregate: id, data: { priceListId: id }, commandId }),
          audit(ctx, { action: 'pricing.updateList', subject: id, detail: Object.keys(patch), commandId }),
        ],
        result: id,
      }
    },
  })
  return result
}

async function cellsOf(ctx: Context, row: PriceListRow, patch: PriceListPatch) {
  const { name, kind, priority, status } = patch
  const period = checked({
    startsAt: patch.startsAt === undefined ? row.startsAt : sinceOf(patch.startsAt),
    endsAt: patch.endsAt === undefined ? row.endsAt : untilOf(patch.endsAt),
  })
  const marketId = patch.market === undefined ? undefined : await marketIdOf(ctx, patch.market)
  return { name, kind, priority, status, marketId, ...period }
}

/** No start means since ever. */
export const sinceOf = (instant: string | null | undefined): number => (instant == null ? 0 : fromIso(instant))
export const untilOf = (instant: string | null | undefined): number | null =>
  instant == null ? null : fromIso(instant)

interface Period {
  readonly startsAt: number
  readonly endsAt: number | null
}

function checked(period: Period): Period {
  if (period.endsAt === null || period.endsAt > period.startsAt) return period
  throw problems.periodInvalid({
    errors: [{ path: 'body.endsAt', code: 'order', message: 'must come after startsAt' }],
  })
}

async function marketIdOf(ctx: Context, code: string | null): Promise<string | null> {
  if (code === null) return null
  const markets = await allMarkets(ctx)
  const found = markets.find((market) => market.code === code)
  if (found !== undefined) return found.id
  throw problems.unknownReference({
    detail: `There is no market ${JSON.stringify(code)}.`,
    hint: `Known here: ${markets
      .map((market) => market.code)
      .slice(0, 20)
      .join(', ')}.`,
    errors: [{ path: 'body.market', code: 'unknown', message: 'is no market' }],
  })
}
