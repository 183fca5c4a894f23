import type { AnyChannel } from '../../channels/index.ts'
import type { Plugin } from '../../plugins/index.ts'
import { channelIn } from '../channel.ts'
import type { Cases, Needed } from './cases.ts'
import { configCases } from './config-cases.ts'
import { crashCases } from './crash-cases.ts'
import { failureCases, outageCases } from './failure-cases.ts'
import { driftCases, listingCases } from './listing-cases.ts'
import { orderCases } from './order-cases.ts'
import type { ConformanceCase, ConformanceOptions, ConformingPlatform } from './platform.ts'
import { stockCases } from './stock-cases.ts'
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
  ...failureCases,
  ...outageCases,
  ...crashCases,
}

/**
 * What every channel must be able to, for the keys that it has, against a real server that enforces its platform's contract: the same cases
 * for all. Each opens a shop and the platform anew.
 * @example for (const { name, skip, run } of await channelConformance(bazaar(), { server, … })) it.skipIf(skip)(name, run)
 */
export async function channelConformance(plugin: Plugin, options: ConformanceOptions): Promise<ConformanceCase[]> {
  const channel = channelIn(plugin)
  const platform = await options.server({ now: Date.now })
  await platform.stop()
  const has = (need: Needed) => isThere(need, { channel, platform, options })
  return Object.entries(ALL).map(([name, one]) => {
    const { needs = [], isConfirmed = true, run } = typeof one === 'function' ? { run: one } : one
    const missing = needs.filter((need) => !has(need))
    return {
      name,
      ...(missing.length === 0 ? {} : { skip: `there is no ${missing.join(', ')}` }),
      run: async () => {
        const world = await openWorld(plugin, options, { isConfirmed })
        try {
          await run(world)
        } finally {
          await world.close()
        }
      },
    }
  })
}

interface Given {
  readonly channel: AnyChannel
  readonly platform: ConformingPlatform
  readonly options: ConformanceOptions
}

function isThere(need: Needed, { channel, platform, options }: Given): boolean {
  if (need === 'ship') return channel.orders?.ship !== undefined
  if (need === 'publish' || need === 'observe' || need === 'browse') return channel.listings?.[need] !== undefined
  if (need === 'stock' || need === 'prices' || need === 'orders' || need === 'oauth') return channel[need] !== undefined
  if (need === 'refusal') return options.refusal !== undefined
  return platform[need] !== undefined
}
