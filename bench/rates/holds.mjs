import { drive } from './callers.mjs'
import { hold, planHold, run } from './core.mjs'
import { measured } from './measured.mjs'
import { measureRaw } from './raw-writer.mjs'
import { linesOf, recording } from './recorder.mjs'

/** @typedef {import('../../packages/core/src/inventory/index.ts').HoldPlan} HoldPlan */

const quarterHour = 15 * 60_000
/** Holds that the raw program writes. */
const rawHolds = 10_000

/**
 * One unit of one variant for a cart, at random over all variants: the command that writes level, reservation, ledger and outbox, with
 * its plan made before and with the plan inside.
 * @param {import('./shop-of-rates.mjs').ShopOfRates} shop
 * @param {{ callers: number, seconds: number, rawFile: string }} options
 */
export async function measureHolds(shop, { callers, seconds, rawFile }) {
  const plans = await Promise.all(shop.variantIds.map((variantId) => planFor(shop, variantId)))
  const any = () => /** @type {HoldPlan} */ (plans[Math.floor(shop.random() * plans.length)])
  const planned = () => () => holdOnce(shop, any())
  const planning = () => async () => {
    const { allocations } = any()
    return holdOnce(shop, await planFor(shop, allocations[0]?.variantId ?? ''))
  }
  await drive({ callers, seconds: 0.5, next: planned })
  await shop.commerce.idle()
  const holdFigures = await measured(() => drive({ callers, seconds, next: planned }))
  await shop.commerce.idle()
  const planFigures = await measured(() => drive({ callers, seconds, next: planning }))
  await shop.commerce.idle()
  const dry = recording(shop.ctx.db, { isDry: true })
  const dryShop = { ctx: { ...shop.ctx, db: dry.db } }
  const commands = await dry.note(async () => {
    for (let at = 0; at < rawHolds; at += 1) await holdOnce(dryShop, any())
  })
  const lists = commands.map(linesOf)
  return {
    hold: holdFigures,
    planAndHold: planFigures,
    raw: measureRaw(rawFile, lists),
    lines: lists[0]?.length ?? 0,
  }
}

/**
 * @param {Pick<import('./shop-of-rates.mjs').ShopOfRates, 'ctx' | 'store'>} shop
 * @param {string} variantId
 */
function planFor({ ctx, store }, variantId) {
  return planHold(ctx, {
    cartId: ctx.newId('crt'),
    lines: [{ key: variantId, variantId, quantity: 1, tracked: true, backorder: false }],
    destination: { country: 'NL' },
    channelId: store.channel.id,
  })
}

/**
 * @param {Pick<import('./shop-of-rates.mjs').ShopOfRates, 'ctx'>} shop
 * @param {HoldPlan} plan
 */
function holdOnce({ ctx }, plan) {
  const own = { ...plan, cartId: ctx.newId('crt') }
  return run(
    { ...ctx, request: { id: ctx.newId('req') } },
    {
      name: 'bench.hold',
      plan: (commandId) => ({
        statements: hold(ctx, own, { commandId, expiresAt: ctx.now() + quarterHour }),
        result: null,
      }),
    },
  )
}
