import type { Context } from '../../kernel/index.ts'
import type { Ground } from './ground.ts'
import type { Making } from './made.ts'
import type { Snapshot } from './snapshot.ts'

/** One write of one product: what all its parts need to know. */
export interface Writing {
  readonly ctx: Context
  readonly commandId: string
  readonly productId: string
  /** Undefined for a new product. */
  readonly before: Snapshot | undefined
  /** Set for a new product. */
  readonly made: Making | undefined
  readonly handle: string
  readonly language: string
  readonly type: string
  readonly ground: Ground
  /** Where the product stands in the request, for problems: `body`, `body.products.3`. */
  readonly path: string
  /** Where one of its variants stands: `body.variants.2`, or `body` when the request is about that variant alone. */
  readonly variantPath: (index: number) => string
}

/** Names are the same in any case and without spaces around. */
export function sameName(a: string, b: string): boolean {
  return folded(a) === folded(b)
}

export function folded(name: string): string {
  return name.trim().toLowerCase()
}

/** What of a patch really changes a row; undefined when nothing does. */
export function changesOf<Row extends object>(
  row: Row,
  patch: { readonly [K in keyof Row]?: Row[K] | undefined },
): Partial<Row> | undefined {
  const changed = Object.entries(patch).filter(
    ([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(row[key as keyof Row]),
  )
  return changed.length === 0 ? undefined : (Object.fromEntries(changed) as Partial<Row>)
}
