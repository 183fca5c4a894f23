import type { Commerce } from '@vitrine/core'
import { SHOP_NAME } from '../../seed/index.ts'

/**
 * The shop's own pages as a channel: whatever the shop sells is listed on them by itself. It is no sandbox and forgets nothing, so that what staff
 * decided about it stays through the next start.
 */
export async function connectWindow({ admin: { channels } }: Pick<Commerce['call'], 'admin'>): Promise<void> {
  const { items } = await channels.list({})
  if (items.some(({ channel }) => channel === 'storefront')) return
  const { id } = await channels.connect({ body: { channel: 'storefront', name: `${SHOP_NAME} on the web` } })
  await channels.confirm({ params: { id } })
}
