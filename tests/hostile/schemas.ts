import type { GenericSchema } from 'valibot'

/** What a valibot schema has inside, as far as values are made from it. */
export interface Inside {
  readonly type: string
  readonly wrapped?: GenericSchema
  readonly item?: GenericSchema
  readonly key?: GenericSchema
  readonly value?: GenericSchema
  readonly literal?: unknown
  readonly entries?: Readonly<Record<string, GenericSchema>>
  readonly options?: readonly unknown[]
  readonly pipe?: readonly { readonly kind: string; readonly type: string; readonly requirement?: unknown }[]
  readonly getter?: (input: unknown) => GenericSchema
}

export const inside = (schema: GenericSchema): Inside => schema as unknown as Inside

/** The requirement of a step of the pipe, such as the number of `v.maxLength(100)`. */
export function required(schema: Inside, ...types: string[]): unknown {
  return schema.pipe?.find(({ type }) => types.includes(type))?.requirement
}

export const has = (schema: Inside, type: string): boolean => schema.pipe?.some((step) => step.type === type) === true
