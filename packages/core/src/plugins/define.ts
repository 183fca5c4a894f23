import { getTableName } from 'drizzle-orm'
import valid from 'semver/functions/valid.js'
import { type GenericSchema, getDotPath, safeParse } from 'valibot'
import { type Contract, isSecretAt } from '../kernel/index.ts'
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
  const Heard extends readonly unknown[] = readonly unknown[],
>(definition: PluginDefinition<Id, Schema, Needs, Services, C, unknown, Heard>): PluginFactory<Id, Schema, C> {
  const known = definition as unknown as AnyDefinition
  refuseUnusable(known)
  const { id, contract = {} as C } = definition
  const make = (settings: unknown = {}) => ({ id, contract, definition: known, config: configOf(known, settings) })
  return Object.assign(make, { id, contract, definition: known }) as unknown as PluginFactory<Id, Schema, C>
}

function refuseUnusable(definition: AnyDefinition): void {
  const { id, version, contract = {}, handlers } = definition
  const wrong = (what: string) => new TypeError(`the plugin ${JSON.stringify(id)} ${what}`)
  if (!ID.test(id)) throw wrong('needs an id in kebab case')
  if (RESERVED.includes(id)) throw wrong('may not be called so: the word is taken')
  if (valid(version) === null) throw wrong(`has the version ${JSON.stringify(version)}, which is no semantic version`)
  for (const { what, name, start } of namesOf(definition))
    if (!name.startsWith(start)) throw wrong(`has the ${what} ${name}, which must begin with ${start}`)
  const idle = Object.keys(contract).find((name) => handlers?.[name] === undefined)
  if (idle !== undefined) throw wrong(`has the endpoint ${idle}, which nobody handles`)
}

interface Named {
  readonly what: string
  readonly name: string
  readonly start: string
}

/** Names that nobody else may give, and how they begin. */
function namesOf({ id, tables = {}, events = {}, problems = {}, messages = {} }: AnyDefinition): Named[] {
  return [
    ...Object.values(tables).map((table) => ({ what: 'table', name: getTableName(table), start: tablePrefix(id) })),
    ...Object.values(events).map(({ name }) => ({ what: 'event', name, start: `${id}.` })),
    ...Object.values(problems).map(({ code }) => ({ what: 'problem', name: code, start: `${id}.` })),
    ...Object.values(messages).map(({ name }) => ({ what: 'message', name, start: `${id}/` })),
  ]
}

function configOf({ id, config }: AnyDefinition, settings: unknown): unknown {
  if (config === undefined) return Object.freeze({})
  const parsed = safeParse(config, settings)
  if (parsed.success) return deepFrozen(parsed.output)
  const issues = parsed.issues.map((issue) => {
    const keys = (issue.path ?? []).map(({ key }) => String(key))
    return `${getDotPath(issue) ?? 'settings'}: ${isSecretAt(config, keys) ? 'is not accepted' : issue.message}`
  })
  throw new TypeError(`the settings of the plugin ${id} are wrong: ${issues.join('; ')}`)
}

function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) deepFrozen(part)
  return Object.freeze(value)
}
