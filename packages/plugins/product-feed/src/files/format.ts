import type { Row } from '../rules/rule.ts'

export interface About {
  /** Of the feed. */
  readonly title: string
  /** Of the shop. */
  readonly url: string
  /** Names of attributes, for formats that say them once. */
  readonly columns: readonly string[]
}

/** A way to write rows, one by one. */
export interface Format {
  readonly type: string
  readonly head: (about: About) => string
  readonly row: (row: Row, at: Pick<About, 'columns'> & { readonly isFirst: boolean }) => string
  readonly foot: string
}
