import type { Contract } from '../../../kernel/index.ts'
import { timeoutOf } from '../figures.ts'
import type { ConformanceCase } from '../platform.ts'
import type { PluginCases, PluginNeeds } from './cases.ts'
import { configCases, settingNames } from './config-cases.ts'
import { codeCount, documentationCases } from './documentation-cases.ts'
import { endpointCases } from './endpoint-cases.ts'
import { lifecycleCases } from './lifecycle-cases.ts'
import { messageCases } from './message-cases.ts'
import type { AnyFactory, PluginConformanceOptions } from './options.ts'
import { repeatCases } from './repeat-cases.ts'
import { schemaCases } from './schema-cases.ts'
import { toldCases } from './told-cases.ts'
import { openPluginWorld } from './world.ts'

export type { AnyFactory, PluginConformanceOptions, StoryShop } from './options.ts'

const ALL: PluginCases = {
  ...configCases,
  ...schemaCases,
  ...endpointCases,
  ...repeatCases,
  ...lifecycleCases,
  ...toldCases,
  ...documentationCases,
  ...messageCases,
}

/**
 * What every plugin must be able to, for the keys that it has: told settings, tables of its own, migrations from any state, endpoints that
 * withstand garbage, events and jobs that may come twice or be broken off at any call, and a life from its installation to its removal.
 * Each case opens a shop anew, with goods and ways of delivery.
 * @example for (const { name, skip, timeout, run } of pluginConformance(loyalty, { settings })) it.skipIf(skip)(name, { timeout }, run)
 */
export function pluginConformance<const Id extends string, const C extends Contract>(
  factory: AnyFactory<Id, C>,
  options: PluginConformanceOptions<Id, C> = {},
): ConformanceCase[] {
  const known = options as unknown as PluginConformanceOptions
  const missingFor = needsOf(factory as AnyFactory, known)
  return Object.entries(ALL).map(([name, one]) => {
    const { needs, run } = typeof one === 'function' ? { needs: [], run: one } : one
    const missing = needs.filter(missingFor)
    return {
      name,
      ...(missing.length === 0 ? {} : { skip: `it has no ${missing.join(', ')}` }),
      timeout: timeoutOf(name),
      run: async () => {
        const world = await openPluginWorld(factory as AnyFactory, known)
        try {
          await run(world)
        } finally {
          await world.close()
        }
      },
    }
  })
}

function needsOf(factory: AnyFactory, options: PluginConformanceOptions): (need: PluginNeeds) => boolean {
  const { definition, contract } = factory
  const { on = {}, hears = [], jobs = {}, migrations = [], messages = {} } = definition
  const counts: Readonly<Record<PluginNeeds, number>> = {
    settings: settingNames({ plugin: { ...factory, config: {} }, options }).length,
    migrations: migrations.length,
    endpoints: Object.keys(contract).length,
    subscriptions: Object.keys(on).length + hears.length,
    jobs: Object.keys(jobs).length,
    before: options.before === undefined ? 0 : 1,
    readme: options.readme === undefined ? 0 : 1,
    codes: codeCount({ ...factory, config: {} }),
    messages: Object.keys(messages).length,
  }
  return (need) => counts[need] === 0
}
