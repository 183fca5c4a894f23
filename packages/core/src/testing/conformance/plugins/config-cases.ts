import { ok, strictEqual } from 'node:assert/strict'
import type { GenericSchema } from 'valibot'
import { isSecretAt } from '../../../kernel/index.ts'
import type { PluginCases } from './cases.ts'
import type { PluginWorld } from './world.ts'

type Given = Readonly<Record<string, unknown>>

/** What the factory says to these settings; undefined when it takes them. */
function refusalOf({ factory }: Pick<PluginWorld, 'factory'>, settings: Given): string | undefined {
  try {
    factory(settings as never)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function entriesOf(schema: GenericSchema): Readonly<Record<string, GenericSchema>> {
  return (schema as { readonly entries?: Readonly<Record<string, GenericSchema>> }).entries ?? {}
}

export function settingNames({ plugin, options }: Pick<PluginWorld, 'plugin' | 'options'>): string[] {
  const { config } = plugin.definition
  return [
    ...new Set([...Object.keys(config === undefined ? {} : entriesOf(config)), ...Object.keys(options.settings ?? {})]),
  ]
}

/** A symbol is of no type that a setting can have, and its words show whether it was repeated. */
const WRONG = Symbol('nothing that a setting can be')
const WRONG_TEXT = 'a text that is certainly too short for nobody'

export const configCases: PluginCases = {
  'config: what it works with is accepted, and cannot be changed afterwards': async ({ plugin, options, factory }) => {
    strictEqual(refusalOf({ factory }, options.settings ?? {}), undefined)
    ok(Object.isFrozen(plugin.config), 'the settings are frozen')
  },
  'config: each setting that is missing is told by its name': {
    needs: ['settings'],
    run: async (world) => {
      const { settings = {} } = world.options
      for (const name of Object.keys(settings)) {
        const { [name]: _left, ...others } = settings
        const told = refusalOf(world, others)
        ok(told === undefined || told.includes(name), `${name} is missing, and it says ${told}`)
      }
    },
  },
  'config: each setting that is wrong is told by its name': {
    needs: ['settings'],
    run: async (world) => {
      for (const name of settingNames(world)) {
        const told = refusalOf(world, { ...world.options.settings, [name]: WRONG })
        ok(told?.includes(name), `${name} is wrong, and it says ${told}`)
      }
    },
  },
  'config: a secret that is wrong is not repeated': {
    needs: ['settings'],
    run: async (world) => {
      const { config } = world.plugin.definition
      const secrets = settingNames(world).filter((name) => config !== undefined && isSecretAt(config, [name]))
      for (const name of secrets) {
        const told = refusalOf(world, { ...world.options.settings, [name]: [WRONG_TEXT] })
        ok(!told?.includes(WRONG_TEXT), 'what was given is told')
      }
    },
  },
  'config: the back office gets the form, what it may do, and its panels': async (world) => {
    const shop = await world.open()
    const told = await shop.call.admin.plugins.get({ params: { id: world.plugin.id } })
    const { definition } = world.plugin
    strictEqual(told.status, 'enabled')
    strictEqual(told.version, definition.version)
    strictEqual(told.endpoints.length, Object.keys(definition.contract ?? {}).length)
    strictEqual(told.panels.length, definition.admin?.panels?.length ?? 0)
    ok(definition.config === undefined || told.settings !== null, 'there is a form')
    const form = JSON.stringify(told.settings?.schema ?? {})
    for (const name of settingNames(world)) ok(form.includes(`"${name}"`), `the form has no ${name}`)
  },
}
