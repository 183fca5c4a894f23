import {
  type MarketplaceSandbox,
  marketplaceSandbox,
  routeHosts,
  type SandboxOptions,
  startTestShop,
} from '@vitrine/core/testing'
import { bazaar } from '@vitrine/plugin-bazaar'

/** Signs the messages of the marketplace. */
export const HOOK_SECRET = `whsec_${Buffer.from('a secret of the stall, for tests').toString('base64')}`

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
      credentials: { clientId: 'bazaar-demo', clientSecret: 'bazaar-demo-secret', webhookSecret: HOOK_SECRET },
    },
  })
  const id = made.id
  const params = { id }
  const idle = () => shop.commerce.idle()
  const confirm = () => channels.confirm({ params })
  const listAll = async () => {
    await channels.writeMappings({ params, body: { category: { '*': 'tools' } } })
    await channels.listItems({ params, body: { all: true } })
    await idle()
  }
  /** Asks for orders now instead of in two minutes. */
  const pull = async () => {
    await shop.commerce.core.db.batch([{ sql: "update channel_lanes set next_at = 0 where lane = 'pull'", args: [] }])
    await idle()
    // What came in changes stock, which is sent then.
    await idle()
  }
  const offers = () =>
    sandbox.act
      .state({})
      .offers.map(({ offerKey, title, status, quantity, price }) => ({ offerKey, title, status, quantity, price }))
      .sort((a, b) => a.offerKey.localeCompare(b.offerKey))
  const offer = (key: string) => offers().find(({ offerKey }) => offerKey === key)
  /** The marketplace is told the address of the connection, and sends messages from now on. */
  const listen = async () => {
    const { hookUrl } = await channels.get({ params })
    const url = `${shop.url}${new URL(hookUrl ?? '').pathname}`
    await sandbox.act.setHook({ market: 'nl', url, secret: HOOK_SECRET })
    return url
  }
  /** All that is under way on both sides is done. */
  const settle = async () => {
    await sandbox.settle()
    await idle()
  }
  const book = async () => {
    const { items } = await shop.commerce.call.admin.orders.list({ query: {} })
    return Promise.all(items.map((one) => shop.commerce.call.admin.orders.get({ params: { id: one.id } })))
  }
  const rows = (sql: string) => shop.commerce.core.db.raw(sql) as Promise<unknown[][]>
  /** What is put off until later is due now. */
  const hurry = async () => {
    await shop.commerce.core.db.batch(
      ['channel_commands', 'channel_orders'].map((table) => ({ sql: `update ${table} set retry_at = 0`, args: [] })),
    )
    await idle()
    await idle()
  }
  const ship = async (orderId: string, quantity?: number) => {
    const { fulfillment } = shop.commerce.call.admin
    const [work] = (await fulfillment.list({ query: { order: orderId } })).items
    const lines = work?.lines.map(({ lineId, quantity: all }) => ({ lineId, quantity: quantity ?? all })) ?? []
    const tracking = { carrier: 'PostNL', number: '3SDEVC', url: 'https://track.example.com/3SDEVC' }
    await fulfillment.fulfill({ params: { id: work?.id ?? '' }, body: { lines, tracking } })
    await idle()
    await idle()
  }
  const close = async () => {
    await shop.close()
    await sandbox.stop()
  }
  return {
    sandbox,
    shop,
    channels,
    id,
    confirm,
    listAll,
    pull,
    offers,
    offer,
    close,
    idle,
    listen,
    settle,
    book,
    rows,
    hurry,
    ship,
  }
}
export type Stall = Awaited<ReturnType<typeof openStall>>
