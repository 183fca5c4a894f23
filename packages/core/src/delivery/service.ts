import { audit } from '../access/index.ts'
import { type Context, deleteFrom, insertInto, requireVersion, run, type Statement, update } from '../kernel/index.ts'
import { allMarkets } from '../markets/index.ts'
import { methodRow } from './methods.ts'
import type { Estimate, MethodInput, MethodPatch, MethodType, RateInput } from './model.ts'
import { problems } from './problems.ts'
import { DELIVERY } from './reads.ts'
import { deliveryMethodLocations, deliveryMethods, deliveryRates } from './schema.ts'

const insertMethod = insertInto(deliveryMethods)
const changeMethod = update(deliveryMethods)
const insertRate = insertInto(deliveryRates)
const dropRates = deleteFrom(deliveryRates)
const insertPlace = insertInto(deliveryMethodLocations, 'skip')
const dropPlaces = deleteFrom(deliveryMethodLocations)

/** Offers a method. Answers its id. Throws `delivery.codeTaken`, and the problems of its rates and places. */
export async function createMethod(ctx: Context, input: MethodInput): Promise<string> {
  const { rates, pickupLocationIds, estimate, ...fields } = input
  const { result } = await run(ctx, {
    name: 'delivery.createMethod',
    plan: async (commandId) => {
      await checkRates(ctx, rates)
      const id = ctx.newId('dlm')
      const now = ctx.now()
      const refuse = () =>
        problems.codeTaken({ errors: [{ path: 'body.code', code: 'taken', message: 'is the code of another method' }] })
      const row = { ...fields, ...daysOf(estimate), id, status: 'active' as const, createdAt: now, updatedAt: now }
      return {
        result: id,
        statements: [
          insertMethod(row, { refuse, touches: DELIVERY }),
          ...rateLines(ctx, id, rates),
          ...placeLines(id, { type: input.type, locationIds: pickupLocationIds }),
          audit(ctx, { action: 'delivery.createMethod', subject: id, commandId }),
        ],
      }
    },
  })
  return result
}

export interface MethodChange {
  /** Id or code. */
  readonly ref: string
  readonly patch: MethodPatch
  /** What the caller has seen; undefined overwrites whatever is there. */
  readonly version: number | undefined
}

/** Changes a method; lists that are given replace the whole list. Answers its id. */
export async function updateMethod(ctx: Context, { ref, patch, version }: MethodChange): Promise<string> {
  const { rates, pickupLocationIds, estimate, ...fields } = patch
  const { result } = await run(ctx, {
    name: 'delivery.updateMethod',
    plan: async (commandId) => {
      const row = await methodRow(ctx, ref)
      requireVersion(version, row.version)
      if (rates !== undefined) await checkRates(ctx, rates)
      const { id } = row
      const line = changeMethod(
        { id, version: row.version },
        {
          ...fields,
          ...(estimate === undefined ? {} : daysOf(estimate)),
          version: row.version + 1,
          updatedAt: ctx.now(),
        },
        { changes: 1, touches: DELIVERY, refuse: () => 'stale' },
      )
      const places =
        pickupLocationIds === undefined
          ? []
          : [dropPlaces({ methodId: id }), ...placeLines(id, { type: row.type, locationIds: pickupLocationIds })]
      return {
        result: id,
        statements: [
          line,
          ...(rates === undefined ? [] : [dropRates({ methodId: id }), ...rateLines(ctx, id, rates)]),
          ...places,
          audit(ctx, { action: 'delivery.updateMethod', subject: id, detail: Object.keys(patch), commandId }),
        ],
      }
    },
  })
  return result
}

function daysOf(estimate: Estimate) {
  return { minDays: estimate?.minDays ?? null, maxDays: estimate?.maxDays ?? null }
}

/** A rate that nobody could ever be offered is a mistake of the one who writes it. */
async function checkRates(ctx: Context, rates: readonly RateInput[]): Promise<void> {
  const markets = new Map((await allMarkets(ctx)).map((market) => [market.code, market]))
  for (const [index, { market: code, currency }] of rates.entries()) {
    const market = markets.get(code)
    const at = `body.rates.${index}`
    if (market === undefined)
      throw problems.unknownMarket({
        hint: `Known here: ${[...markets.keys()].slice(0, 20).join(', ')}.`,
        errors: [{ path: `${at}.market`, code: 'unknown', message: 'is not the code of a market' }],
      })
    if (!market.currencies.includes(currency))
      throw problems.currencyNotSold({
        hint: `${code} sells in ${market.currencies.join(', ')}.`,
        errors: [{ path: `${at}.currency`, code: 'currency', message: 'is not a currency of this market' }],
      })
  }
}

function rateLines(ctx: Context, methodId: string, rates: readonly RateInput[]): Statement[] {
  return rates.map(({ market, estimate, ...rate }) =>
    insertRate({ ...rate, ...daysOf(estimate), id: ctx.newId('dlr'), methodId, marketCode: market }),
  )
}

function placeLines(
  methodId: string,
  { type, locationIds }: { readonly type: MethodType; readonly locationIds: readonly string[] },
): Statement[] {
  if (type !== 'pickup' && locationIds.length > 0)
    throw problems.pickupOnly({
      errors: [{ path: 'body.pickupLocationIds', code: 'type', message: `has no meaning for ${type}` }],
    })
  return locationIds.map((locationId, index) => {
    const errors = [{ path: `body.pickupLocationIds.${index}`, code: 'unknown', message: 'is not a stock location' }]
    return insertPlace({ methodId, locationId }, { refuse: () => problems.unknownLocation({ errors }) })
  })
}
