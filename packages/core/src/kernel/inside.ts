import type * as v from 'valibot'

type Entries = Readonly<Record<string, v.GenericSchema>>

/** What valibot schemas have inside, as far as it is read here. */
export interface Inside {
  readonly type: string
  readonly wrapped?: v.GenericSchema
  readonly item?: v.GenericSchema
  readonly value?: v.GenericSchema
  readonly entries?: Entries
  readonly options?: readonly v.GenericSchema[]
}

/** The schema below optional, nullable and the like. */
export function unwrapped(schema: v.GenericSchema): Inside {
  let inside = schema as unknown as Inside
  while (inside.wrapped !== undefined) inside = inside.wrapped as unknown as Inside
  return inside
}
