import type { App } from '../../kernel/index.ts'

/** Where the storefront shows a product: what channels send buyers to. */
export function productUrl({ settings }: Pick<App, 'settings'>): (handle: string) => string {
  return (handle) => `${settings.publicUrl}/products/${encodeURIComponent(handle)}`
}
