import type { Plugin } from '../../plugins/index.ts'
import { channelIn } from '../channel.ts'
import { type Case, type Cases, lackOf } from './cases.ts'
import { configCases } from './config-cases.ts'
import { crashCases } from './crash/index.ts'
import { failureCases, outageCases } from './failure-cases.ts'
import { timeoutOf } from './figures.ts'
import { fulfillmentCases } from './fulfillment-cases.ts'
import { hookCases } from './hook-cases.ts'
import { driftCases, listingCases } from './listing-cases.ts'
import { loadCases } from './load-cases.ts'
import { orderCases } from './order-cases.ts'
import type { ConformanceCase, ConformanceOptions } from './platform.ts'
import { stockCases } from './stock-cases.ts'
import { upgradeCases } from './upgrade-cases.ts'
import { openWorld } from './world.ts'

export type {
  ConformanceCase,
  ConformanceOptions,
  ConformingPlatform,
  ForeignBasket,
  HeardOrder,
  ShownItem,
} from './platform.ts'

const ALL: Cases = {
  ...configCases,
  ...listingCases,
  ...driftCases,
  ...stockCases,
  ...orderCases,
  ...fulfillmentCases,
  ...hookCases,
  ...failureCases,
  ...outageCases,
  ...crashCases,
  ...upgradeCases,
  ...loadCases,
}

/**
 * What every channel must be able to, for the keys that it has, against a real server that enforces its platform's contract: the same cases
 * for all. Each opens a shop and the platform anew.
 * @example for (const { name, skip, timeout, run } of await channelConformance(bazaar(), { server, … })) it.skipIf(skip)(name, { timeout }, run)
 */
export async function channelConformance(plugin: Plugin, options: ConformanceOptions): Promise<ConformanceCase[]> {
  const channel = channelIn(plugin)
  const platform = await options.server({ now: Date.now })
  await platform.stop()
  return Object.entries(ALL).map(([name, one]) => {
    const { needs = [], run, ...how }: Case = typeof one === 'function' ? { run: one } : one
    const skip = lackOf(needs, { channel, platform, options })
    return {
      name,
      ...(skip === undefined ? {} : { skip }),
      timeout: timeoutOf(name),
      run: async () => {
        const world = await openWorld(plugin, options, how)
        try {
          await run(world)
        } finally {
          await world.close()
        }
      },
    }
  })
}
