import type { Fault, Place } from './fault.ts'
import { faultsOfParts } from './parts.ts'
import { resolvedIn, type SchemaNode } from './schema.ts'
import { faultsOfValue } from './value.ts'

/**
 * In what a value is not as a JSON Schema says. It walks the value, not the schema, and makes no code: definitions have half a megabyte and
 * change from day to day, so compiling them would cost more than the few attributes of an item take to check. Keywords that it does not know
 * are passed over: Amazon says what they mean after the push.
 */
export function faultsOf(node: SchemaNode | boolean, value: unknown, at: Place): readonly Fault[] {
  if (node === true) return []
  if (node === false) return [{ path: at.path, keyword: 'false', message: 'is not allowed here' }]
  const schema = resolvedIn(at.root, node)
  return [
    ...faultsOfValue(schema, value, at),
    ...faultsOfParts(schema, value, { ...at, check: faultsOf }),
    ...faultsOfAlternatives(schema, value, at),
    ...faultsOfCondition(schema, value, at),
  ]
}

type Branches = readonly (SchemaNode | boolean)[]

function faultsOfAlternatives(schema: SchemaNode, value: unknown, at: Place): readonly Fault[] {
  const {
    allOf = [],
    anyOf,
    oneOf,
    not,
  } = schema as {
    readonly allOf?: Branches
    readonly anyOf?: Branches
    readonly oneOf?: Branches
    readonly not?: SchemaNode | boolean
  }
  const isRefused = not !== undefined && faultsOf(not, value, at).length === 0
  return [
    ...allOf.flatMap((branch) => faultsOf(branch, value, at)),
    ...nearest(anyOf, value, at),
    ...nearest(oneOf, value, at),
    ...(isRefused ? [{ path: at.path, keyword: 'not', message: 'is not allowed in this combination' }] : []),
  ]
}

/** What is wrong with the branch that fits best. */
function nearest(branches: Branches | undefined, value: unknown, at: Place): readonly Fault[] {
  if (branches === undefined || branches.length === 0) return []
  const all = branches.map((branch) => faultsOf(branch, value, at))
  return all.reduce((best, faults) => (faults.length < best.length ? faults : best))
}

function faultsOfCondition(schema: SchemaNode, value: unknown, at: Place): readonly Fault[] {
  const { if: condition, then: met, else: unmet } = schema as Readonly<Record<string, SchemaNode | boolean | undefined>>
  if (condition === undefined) return []
  const branch = faultsOf(condition, value, at).length === 0 ? met : unmet
  return branch === undefined ? [] : faultsOf(branch, value, at)
}
