import type { MailLine } from './model.ts'

/** A mail before it has a form: written once, shown as HTML and as text. */
export interface Letter {
  readonly subject: string
  readonly greeting: string
  readonly parts: readonly Part[]
  readonly footer: string
}

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'lines'; readonly heads: readonly [string, string, string]; readonly lines: readonly MailLine[] }
  /** Names with values, the last one strong when it is a sum. */
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'button'; readonly label: string; readonly link: string; readonly help: string }

export interface Fact {
  readonly name: string
  readonly values: readonly string[]
  readonly isSum?: boolean
}
