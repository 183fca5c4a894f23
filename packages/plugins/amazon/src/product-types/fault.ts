import type { SchemaNode } from './schema.ts'

/** Where a value is not as a schema says. */
export interface Fault {
  /** `item_name`, `0`, `value`. */
  readonly path: readonly string[]
  readonly keyword: string
  readonly message: string
  /** The schema's word for what is missing or wrong. */
  readonly title?: string
}

export interface Place {
  readonly root: SchemaNode
  readonly path: readonly string[]
}
