import {
  type MarketplaceSandbox,
  marketplaceSandbox,
  routeHosts,
  type SandboxOptions,
  startTestShop,
} from '@vitrine/core/testing'
import { bazaar } from '@vitrine/plugin-bazaar'

/** A stocked shop with one live account on a marketplace that runs beside it. */
export async function openStall(options: SandboxOptions = {}) {
  const sandbox: MarketplaceSandbox = await marketplaceSandbox({ seed: 7, ...options })
  const shop = await startTestShop({
    plugins: [bazaar()],
    fetch: routeHosts({ 'api.bazaar.example': sandbox.url }),
  })
  const { channels, products } = shop.commerce.call.admin
  const pictured = ['smoker', 'veil', 'hive-tool'].map((handle) => ({
    handle,
    media: [{ url: `https://pictures.example.com/${handle}.jpg`, alt: handle }],
  }))
  for (const { handle, media } of pictured) await products.update({ params: { id: handle }, body: { media } })
  const made = await channels.connect({
    body: {
      channel: 'bazaar',
      name: 'Bazaar NL',
      settings: { market: 'nl', categories: {} },
      credentials: { clientId: 'bazaar-demo', clientSecret: 'bazaar-demo-secret' },
    },
  })
  const id = made.id
  const confirm = () => channels.confirm({ params: { id } })
  const close = async () => {
    await shop.close()
    await sandbox.stop()
  }
  return { sandbox, shop, channels, id, confirm, close, idle: () => shop.commerce.idle() }
}
export type Stall = Awaited<ReturnType<typeof openStall>>
