import { formatMoney } from '../../../kernel/index.ts'
import type { View, ViewItem, ViewOrder } from '../platform.ts'
import type { BazaarOrder } from './contract.ts'
import type { Offer, Seller, Sellers } from './sellers.ts'

const SHOWN = 200

/** What the marketplace's page shows of each seller: the newest orders, and the first 200 offers. */
export function marketplaceView({ open }: Pick<Sellers, 'open'>): View {
  const sellers = open()
  return {
    items: sellers.flatMap((seller) =>
      seller.offers
        .all()
        .slice(0, SHOWN)
        .map((offer) => itemOf(seller, offer)),
    ),
    orders: sellers.flatMap((seller) =>
      seller.orders
        .all()
        .sort((one, other) => other.change - one.change)
        .slice(0, 30)
        .map(({ order }) => orderOf(seller, order)),
    ),
    buttons: [{ title: 'Revoke all tokens', action: 'revokeTokens', input: {} }],
  }
}

function itemOf(seller: Seller, { content, status, issues, quantity, price }: Offer): ViewItem {
  const at = { client: seller.clientId, market: seller.market }
  const { offerKey } = content
  return {
    key: offerKey,
    title: content.title,
    picture: content.pictures[0],
    ...(price === null ? {} : { price: formatMoney({ amount: price, currency: seller.currency }, 'en') }),
    quantity,
    status,
    note: `${content.category} · ${seller.market}`,
    issues: issues.map(({ field, message }) => `${field}: ${message}`),
    buttons: [
      ...(status === 'live' && price !== null && quantity > 0
        ? [
            { title: 'Buy one', action: 'placeOrder', input: { ...at, lines: [{ offerKey, quantity: 1 }] } },
            {
              title: 'Buy all, masked',
              action: 'placeOrder',
              input: { ...at, lines: [{ offerKey, quantity }], masked: true },
            },
          ]
        : []),
      { title: 'Edit title', action: 'editItem', input: { ...at, offerKey }, ask: { title: 'New title' } },
      { title: 'Stock to 99', action: 'editItem', input: { ...at, offerKey, quantity: 99 } },
      ...(status !== 'live'
        ? [{ title: 'Approve', action: 'moderate', input: { ...at, offerKey, status: 'live' } }]
        : [{ title: 'Reject', action: 'moderate', input: { ...at, offerKey, status: 'rejected' } }]),
      { title: 'Remove', action: 'removeItem', input: { ...at, offerKey } },
    ],
  }
}

function orderOf(seller: Seller, order: BazaarOrder): ViewOrder {
  const at = { client: seller.clientId, market: seller.market, orderId: order.id }
  const isOpen = order.status !== 'cancelled' && order.status !== 'shipped'
  return {
    id: order.id,
    title: `${order.number} · ${order.buyer.name ?? 'masked buyer'}`,
    status: order.status.replace('_', ' '),
    lines: order.lines.map(
      ({ quantity, title, shippedQuantity, cancelledQuantity }) =>
        `${quantity} × ${title}${shippedQuantity > 0 ? `, ${shippedQuantity} sent` : ''}${cancelledQuantity > 0 ? `, ${cancelledQuantity} cancelled` : ''}`,
    ),
    total: formatMoney({ amount: order.total, currency: order.currency }, 'en'),
    buttons: [
      ...(order.status === 'pending' ? [{ title: 'Pay', action: 'payOrder', input: at }] : []),
      ...(isOpen && order.status !== 'pending' ? [{ title: 'Cancel', action: 'cancelOrder', input: at }] : []),
      ...(isOpen ? [{ title: 'Change street', action: 'editOrder', input: at, ask: { line1: 'New street' } }] : []),
    ],
  }
}
