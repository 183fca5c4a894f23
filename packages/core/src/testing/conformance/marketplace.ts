import { type MarketplaceOptions, marketplaceSandbox } from '../sandbox/index.ts'
import type { ConformingPlatform } from './platform.ts'

/**
 * The marketplace sandbox as `channelConformance` meets it, for a channel that speaks its contract at this host: what a new channel is
 * tried against before it speaks the contract of a real platform.
 * @example channelConformance(bazaar(), { server: conformingMarketplace('api.bazaar.example'), … })
 */
export function conformingMarketplace(
  host: string,
  options: MarketplaceOptions = {},
): (given: { readonly now: () => number }) => Promise<ConformingPlatform> {
  return async ({ now }) => {
    const sandbox = await marketplaceSandbox({ seed: 7, ...options, now })
    const { act, turn, calm, stop } = sandbox
    return {
      hosts: { [host]: sandbox.url },
      turn,
      calm,
      stop,
      writes: () => sandbox.calls().filter(({ method, path }) => method !== 'GET' && !path.startsWith('/oauth')).length,
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
        act.placeOrder({ lines: lines.map(({ key, quantity }) => ({ offerKey: key, quantity })), masked: isMasked }).id,
      cancel: (orderId) => void act.cancelOrder({ orderId }),
      heard: (id) => {
        const order = act.state({}).orders.find((one) => one.id === id)
        return {
          shipped: order?.lines.reduce((sum, { shippedQuantity }) => sum + shippedQuantity, 0) ?? 0,
          isCancelled: order?.status === 'cancelled',
          refunded: 0,
        }
      },
    }
  }
}
