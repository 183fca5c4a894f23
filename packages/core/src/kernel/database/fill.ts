import { is, Param, Placeholder } from 'drizzle-orm'
import type { SqlValue } from './statement.ts'

type Values = Readonly<Record<string, unknown>>
type Slot = (values: Values) => unknown

/** What drizzle's `fillPlaceholders` does at each run, decided once: which parameters are fixed and which are filled by name. */
export function filler(params: readonly unknown[]): (values: Values) => SqlValue[] {
  const slots = params.map(slotOf)
  return (values) => slots.map((slot) => slot(values)) as SqlValue[]
}

function slotOf(param: unknown): Slot {
  if (is(param, Placeholder)) return named(param.name)
  if (!is(param, Param) || !is(param.value, Placeholder)) return () => param
  const { encoder } = param
  const value = named(param.value.name)
  return (values) => encoder.mapToDriverValue(value(values))
}

function named(name: string): Slot {
  return (values) => {
    const value = values[name]
    if (value === undefined && !(name in values)) throw new Error(`No value for placeholder "${name}" was provided`)
    return value
  }
}
