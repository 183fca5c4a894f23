import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import type { Contract } from '../contract.ts'
import { unwrapped } from '../inside.ts'
import { MoneySchema } from '../money.ts'
import type { JsonSchema } from './document.ts'

/** Schemas of bodies and answers as components, each printed once, however many endpoints share it. */
export interface Schemas {
  /** A reference to the component, or the schema itself when it is none. */
  of(schema: GenericSchema): JsonSchema
  readonly components: Readonly<Record<string, JsonSchema>>
}

export interface Group {
  /** `carts`: what the names of its schemas begin with. */
  readonly name: string
  readonly contract: Contract
}

export function schemasOf(groups: readonly Group[]): Schemas {
  const names = namesOf(groups)
  const definitions = Object.fromEntries([...names].map(([schema, name]) => [name, schema]))
  const components = toJsonSchemaDefs(definitions as Parameters<typeof toJsonSchemaDefs>[0], {
    ...PRINT,
    overrideRef: ({ referenceId }) => refTo(referenceId),
  }) as Record<string, JsonSchema>
  return {
    components,
    of(schema) {
      const name = names.get(schema)
      return name === undefined ? inline(schema) : { $ref: refTo(name) }
    },
  }
}

/** Prints one small schema where it stands: parameters, extras of problems. */
export function inline(schema: GenericSchema): JsonSchema {
  const { $schema: _, ...printed } = toJsonSchema(schema as Parameters<typeof toJsonSchema>[0], PRINT)
  return printed as JsonSchema
}

export function refTo(name: string): string {
  return `#/components/schemas/${name}`
}

interface Printed {
  /** JSON Schema of a schema that only code can check, such as an id. */
  readonly jsonSchema?: JsonSchema
}

const PRINT: ConversionConfig = {
  target: 'draft-2020-12',
  errorMode: 'ignore',
  overrideSchema: ({ valibotSchema }) => (valibotSchema as Printed).jsonSchema as PrintedSchema | undefined,
  overrideAction({ valibotAction, jsonSchema }) {
    const { type, message, metadata } = valibotAction as { type: string; message?: unknown; metadata?: object }
    if (type === 'metadata' && metadata !== undefined && 'secret' in metadata) {
      const { secret: _, ...printed } = jsonSchema as typeof jsonSchema & { secret?: unknown }
      return { ...printed, ...SECRET }
    }
    if (type !== 'check' || typeof message !== 'string') return undefined
    const description = jsonSchema.description === undefined ? message : `${jsonSchema.description}; ${message}`
    return { ...jsonSchema, description }
  },
}

/** How forms and clients know a secret: a password field whose value is never answered. */
const SECRET = { format: 'password', writeOnly: true, 'x-secret': true }

type PrintedSchema = ReturnType<typeof toJsonSchema>

/** `CartsCreateBody`, `CartsReadAnswer`, `OrdersListItem`: the first endpoint that uses a schema gives it its name. */
function namesOf(groups: readonly Group[]): ReadonlyMap<GenericSchema, string> {
  const names = new Map<GenericSchema, string>([[MoneySchema, 'Money']])
  const taken = new Set(names.values())
  const add = (schema: GenericSchema | undefined, name: string) => {
    if (schema === undefined || names.has(schema)) return
    const free = taken.has(name) ? `${name}${taken.size}` : name
    taken.add(free)
    names.set(schema, free)
  }
  for (const { name, contract } of groups) {
    for (const [key, { body, output }] of Object.entries(contract)) {
      const stem = `${capital(name)}${capital(key)}`
      add(body, `${stem}Body`)
      add(itemOf(output), `${stem}Item`)
      add(output, `${stem}Answer`)
    }
  }
  return names
}

function itemOf(output: GenericSchema | undefined): GenericSchema | undefined {
  const items = output === undefined ? undefined : unwrapped(output).entries?.items
  return items === undefined ? undefined : unwrapped(items).item
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
