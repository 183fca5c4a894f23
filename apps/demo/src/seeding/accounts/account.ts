import type { Commerce } from '@vitrine/core'
import type { SeedProduct, SeedVariant } from '../../seed/index.ts'

export type Channels = Commerce['call']['admin']['channels']
export type Connect = Parameters<Channels['connect']>[0]['body']
type Mappings = Parameters<Channels['writeMappings']>[0]['body']
export type Overrides = Parameters<Channels['override']>[0]['body']

/** Where a platform shall tell what happens there, and what it needs to know for that. */
interface Hook {
  readonly action: string
  readonly input: (url: string) => Readonly<Record<string, unknown>>
}

/** An account of the shop on a platform: how it is connected, and what is shown there in place of the shop's own. */
export interface Account {
  readonly connect: Connect & { readonly channel: string; readonly name: string }
  readonly mappings: Mappings
  readonly overrides: (product: SeedProduct, variant: SeedVariant) => Overrides | undefined
  /** Handles of products that are not listed there. */
  readonly without?: readonly string[]
  readonly hook?: Hook
}
