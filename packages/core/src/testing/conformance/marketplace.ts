import { type MarketplaceOptions, marketplaceSandbox } from '../sandbox/index.ts'
import type { ConformingPlatform } from './platform.ts'

interface Conforming extends MarketplaceOptions {
  /** For channels that hear messages: the market whose seller listens, and what signs them. */
  readonly hook?: { readonly market: string; readonly secret: string }
}

/**
 * The marketplace sandbox as `channelConformance` meets it, for a channel that speaks its contract at this host: what a new channel is
 * tried against before it speaks the contract of a real platform.
 * @example channelConformance(bazaar(), { server: conformingMarketplace('api.bazaar.example'), … })
 */
export function conformingMarketplace(
  host: string,
  { hook, ...options }: Conforming = {},
): (given: { readonly now: () => number }) => Promise<ConformingPlatform> {
  return async ({ now }) => {
    const sandbox = await marketplaceSandbox({ seed: 7, ...options, now })
    const { act, turn, calm, stop } = sandbox
    return {
      hosts: { [host]: sandbox.url },
      turn,
      calm,
      stop,
      writes: sandbox.counter(({ method, path }) => method !== 'GET' && !path.startsWith('/oauth')),
      shows: () =>
        act.state({}).offers.map(({ offerKey, title, quantity, price, status }) => ({
          key: offerKey,
          title,
          quantity,
          ...(price == null ? {} : { price }),
          isLive: status === 'live',
        })),
      edit: (offerKey, change) => act.editItem({ offerKey, ...change }),
      remove: (offerKey) => act.removeItem({ offerKey }),
      revokeTokens: () => act.revokeTokens({}),
      order: ({ lines, isMasked = false }) =>
        act.placeOrder({ lines: lines.map((line) => soldLine(line, act.state({}).offers)), masked: isMasked }).id,
      cancel: (orderId) => void act.cancelOrder({ orderId }),
      ...(hook === undefined
        ? {}
        : {
            listen: async (url: string) => void (await act.setHook({ ...hook, url })),
            mutter: () => void act.sendMessage({ type: 'weather.changed', subject: { kind: 'weather', id: 'rain' } }),
          }),
      heard: (id) => {
        const order = act.state({}).orders.find((one) => one.id === id)
        return {
          isAcknowledged: order?.sellerReference != null,
          shipped: order?.lines.reduce((sum, { shippedQuantity }) => sum + shippedQuantity, 0) ?? 0,
          isCancelled: order?.status === 'cancelled',
          refunded: order?.refunded ?? 0,
          total: order?.total ?? 0,
          placedAt: Date.parse(order?.placedAt ?? ''),
        }
      },
    }
  }
}

/** What is not listed has no price but the one of its buyer. */
function soldLine(
  { key, quantity }: { readonly key: string; readonly quantity: number },
  offers: readonly { readonly offerKey: string }[],
) {
  const isListed = offers.some(({ offerKey }) => offerKey === key)
  return { offerKey: key, quantity, ...(isListed ? {} : { unitPrice: 1_000 }) }
}
