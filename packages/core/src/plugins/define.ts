import { getTableName } from 'drizzle-orm'
import { type GenericSchema, getDotPath, safeParse } from 'valibot'
import type { Contract } from '../kernel/index.ts'
import type { AnyDefinition, PluginDefinition, PluginFactory } from './definition.ts'
import { tablePrefix } from './own-tables.ts'
import type { Need } from './scope.ts'

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** Names of `commerce.call` and of the surfaces. */
const RESERVED = ['store', 'admin', 'hooks', 'dev', 'core']

/**
 * Declares a plugin: one object whose keys say what it can do. Throws at once what no shop could run: an id that is no word, a table that is
 * not named after it, a contract that nobody handles.
 * @example export const loyalty = definePlugin({ id: 'loyalty', version: '1.0.0', config: v.object({ … }), on: { 'order.placed': … } })
 */
export function definePlugin<
  const Id extends string,
  const Needs extends Need = never,
  Schema extends GenericSchema | undefined = undefined,
  Services = Record<never, never>,
  const C extends Contract = Record<never, never>,
>(definition: PluginDefinition<Id, Schema, Needs, Services, C>): PluginFactory<Id, Schema, C> {
  const known = definition as unknown as AnyDefinition
  refuseUnusable(known)
  const { id, contract = {} as C } = definition
  const make = (settings: unknown = {}) => ({ id, contract, definition: known, config: configOf(known, settings) })
  return Object.assign(make, { id, contract, definition: known }) as unknown as PluginFactory<Id, Schema, C>
}

function refuseUnusable({ id, tables = {}, contract = {}, handlers, messages = {} }: AnyDefinition): void {
  const wrong = (what: string) => new TypeError(`the plugin ${JSON.stringify(id)} ${what}`)
  if (!ID.test(id)) throw wrong('needs an id in kebab case')
  if (RESERVED.includes(id)) throw wrong('may not be called so: the word is taken')
  for (const name of Object.values(tables).map(getTableName))
    if (!name.startsWith(tablePrefix(id)))
      throw wrong(`has the table ${name}, which must begin with ${tablePrefix(id)}`)
  for (const { name } of Object.values(messages))
    if (!name.startsWith(`${id}/`)) throw wrong(`has the message ${name}, which must begin with ${id}/`)
  const idle = Object.keys(contract).find((name) => handlers?.[name] === undefined)
  if (idle !== undefined) throw wrong(`has the endpoint ${idle}, which nobody handles`)
}

function configOf({ id, config }: AnyDefinition, settings: unknown): unknown {
  if (config === undefined) return Object.freeze({})
  const parsed = safeParse(config, settings)
  if (parsed.success) return deepFrozen(parsed.output)
  const issues = parsed.issues.map((issue) => `${getDotPath(issue) ?? 'settings'}: ${issue.message}`)
  throw new TypeError(`the settings of the plugin ${id} are wrong: ${issues.join('; ')}`)
}

function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) deepFrozen(part)
  return Object.freeze(value)
}
