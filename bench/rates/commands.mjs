import { answerParent } from './answers.mjs'
import { checkInvariants } from './core.mjs'
import { figuresOf } from './figures.mjs'
import { measureHolds } from './holds.mjs'
import { meterByCall } from './meter.mjs'
import { measureOrders } from './orders.mjs'
import { serveRaw } from './raw-server.mjs'
import { openShopOfRates, synchronousOf } from './shop-of-rates.mjs'

/*
 * Measures commands in a process of its own, as a server runs them: arguments are the files to work on and the length. Then serves the raw
 * program over HTTP, with the lines that were caught from ours.
 */
const [file = '', holdsFile = '', ordersFile = '', httpFile = '', callersText = '', secondsText = ''] =
  process.argv.slice(2)
const callers = Number(callersText)
const seconds = Number(secondsText)

const shop = await openShopOfRates(file)
const synchronous = await synchronousOf(shop)
const holds = await measureHolds(shop, { callers, seconds, rawFile: holdsFile })
const orders = await measureOrders(shop, { callers, orders: Math.round(seconds * 1_000), rawFile: ordersFile })
await shop.commerce.idle()
const { violations } = await checkInvariants(shop.ctx.db, { only: ['I1', 'I2', 'I4', 'I5', 'I6', 'I7', 'I8'] })
await shop.commerce.close()

const ofHolds = { raw: figuresOf(holds.raw), lines: holds.lines }
const ofOrders = { raw: figuresOf(orders.raw), lines: orders.checkouts[0]?.at(-1)?.length ?? 0 }
const rates = {
  hold: { ...holds.hold, ...ofHolds },
  planAndHold: { ...holds.planAndHold, ...ofHolds },
  place: { ...orders.place, ...ofOrders },
  complete: { ...orders.complete, ...ofOrders },
}
const { port } = await serveRaw(httpFile, orders.checkouts)
answerParent({ read: meterByCall() }, { port, synchronous, violations, rates })
