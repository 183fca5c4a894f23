import type { HeadView } from '@vitrine/plugin-storefront/client'
import type { Visit } from './visit.ts'

interface Own {
  readonly title?: string
  readonly description?: string
  readonly image?: string
  readonly imageAlt?: string
}

/** What the storefront plugin says of the page of this visit; a title of our own counts before that of the catalogue. */
export function headOf({ shop, to, path }: Pick<Visit, 'shop' | 'to' | 'path'>, own: Own = {}): Promise<HeadView> {
  return shop.storefront.head({ query: { path: to(path), ...own } })
}
