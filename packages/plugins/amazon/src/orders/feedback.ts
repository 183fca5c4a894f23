import {
  type Acknowledge,
  allocate,
  type Cancel,
  type CommandOutcome,
  exponent,
  type Issue,
  type Refund,
} from '@vitrine/core'
import * as v from 'valibot'
import type { AmazonApi } from '../api.ts'
import { sendOrderMessage } from '../feeds/order-feed.ts'
import { element } from '../feeds/xml.ts'
import { AmazonOrder } from './model.ts'
import { beforeTax, proceedsOf } from './proceeds.ts'
import { readOrder } from './pull.ts'

/** Tells our number of the order, where the merchant wants it (`POST_ORDER_ACKNOWLEDGEMENT_DATA`); Amazon does not ask for it. */
export async function acknowledge(api: AmazonApi, { orderId, externalId }: Acknowledge): Promise<CommandOutcome> {
  if (!api.settings.acknowledge) return { outcome: 'done' }
  return sendOrderMessage(api, {
    feedType: 'POST_ORDER_ACKNOWLEDGEMENT_DATA',
    orderId: externalId,
    body: [element('MerchantOrderID', orderId), element('StatusCode', 'Success')],
    isRepeatable: true,
  })
}

const CANCEL_REASONS: readonly string[] = ['NoInventory', 'ShippingAddressUndeliverable', 'CustomerExchange', 'BuyerCanceled', 'GeneralAdjustment', 'CarrierCreditDecision', 'RiskAssessmentInformationNotValid', 'CarrierCoverageFailure', 'CustomerReturn', 'MerchandiseNotReceived'] // biome-ignore format: a list

function cancelReason(reason: string | null): string {
  const words = reason?.trim() ?? ''
  if (CANCEL_REASONS.includes(words)) return words
  if (/stock|inventory/i.test(words)) return 'NoInventory'
  return /buyer|customer/i.test(words) ? 'BuyerCanceled' : 'GeneralAdjustment'
}

/** Cancels whole lines: Amazon takes no part of one (`POST_ORDER_ACKNOWLEDGEMENT_DATA` with `Failure`). */
export async function cancel(api: AmazonApi, command: Cancel): Promise<CommandOutcome> {
  const order = await orderOf(api, command.externalId)
  if (order === undefined) return refused('not-found', 'Amazon knows no such order.')
  const parts = command.lines.filter(({ externalId, quantity }) => {
    const item = order.orderItems.find(({ orderItemId }) => orderItemId === externalId)
    return item !== undefined && quantity < item.quantityOrdered
  })
  if (parts.length > 0)
    return refused('part-of-line', `Amazon cancels whole lines only: ${parts.map(({ key }) => key).join(', ')}.`)
  const lines = command.lines.length > 0 ? command.lines.map(({ externalId }) => externalId) : idsOf(order)
  const reason = cancelReason(command.reason)
  return sendOrderMessage(api, {
    feedType: 'POST_ORDER_ACKNOWLEDGEMENT_DATA',
    orderId: command.externalId,
    body: [
      element('MerchantOrderID', command.orderId),
      element('StatusCode', 'Failure'),
      ...lines.map((id) => element('Item', [element('AmazonOrderItemCode', id), element('CancelReason', reason)])),
    ],
    isRepeatable: true,
  })
}

const idsOf = ({ orderItems }: AmazonOrder) => orderItems.map(({ orderItemId }) => orderItemId)

async function orderOf(api: AmazonApi, externalId: string): Promise<AmazonOrder | undefined> {
  const raw = await readOrder(api, externalId)
  return raw === undefined ? undefined : v.parse(AmazonOrder, raw)
}

const refused = (code: string, message: string): CommandOutcome => {
  const issue: Issue = { severity: 'error', code, message }
  return { outcome: 'refused', issues: [issue] }
}

interface Part {
  readonly itemId: string
  readonly goods: number
  readonly shipping: number
}

const ADJUSTMENT_REASONS: readonly string[] = ['CustomerReturn', 'GeneralAdjustment', 'CouldNotShip', 'DifferentItem', 'PriceError', 'Exchange', 'CarrierCreditDecision', 'NoInventory', 'CustomerCancel'] // biome-ignore format: a list

/**
 * Gives money back (`POST_PAYMENT_ADJUSTMENT_DATA`). A feed of which nobody heard is looked for by the engine before it is handed in again; each
 * adjustment carries the number of the command, so that two of the same can be seen.
 */
export async function refund(api: AmazonApi, command: Refund): Promise<CommandOutcome> {
  const parts = await partsOf(api, command)
  if (parts === undefined) return refused('not-found', 'Amazon knows no such order.')
  const reason =
    command.reason !== null && ADJUSTMENT_REASONS.includes(command.reason) ? command.reason : 'GeneralAdjustment'
  const amount = (type: string, value: number) =>
    element('Component', [
      element('Type', type),
      element('Amount', decimal(value, command.currency), { currency: command.currency }),
    ])
  const items = parts.map(({ itemId, goods, shipping }, at) =>
    element('AdjustedItem', [
      element('AmazonOrderItemCode', itemId),
      element('MerchantAdjustmentItemID', `${command.commandId}-${at + 1}`),
      element('AdjustmentReason', reason),
      element('ItemPriceAdjustments', [
        ...(goods === 0 ? [] : [amount('Principal', goods)]),
        ...(shipping === 0 ? [] : [amount('Shipping', shipping)]),
      ]),
    ]),
  )
  return sendOrderMessage(api, {
    feedType: 'POST_PAYMENT_ADJUSTMENT_DATA',
    orderId: command.externalId,
    body: items,
    isRepeatable: false,
  })
}

const decimal = (amount: number, currency: string) => (amount / 10 ** exponent(currency)).toFixed(exponent(currency))

/** By line; what is more than the lines is shipping. A refund of no line is shared by what the lines brought. */
async function partsOf(api: AmazonApi, { externalId, lines, amount }: Refund): Promise<readonly Part[] | undefined> {
  const rest = lines.reduce((left, line) => left - line.amount, amount)
  if (lines.length > 0)
    return lines
      .map((line, at) => ({ itemId: line.externalId, goods: line.amount, shipping: at === 0 ? rest : 0 }))
      .filter(({ goods, shipping }) => goods + shipping > 0)
  const order = await orderOf(api, externalId)
  if (order === undefined) return undefined
  const shares = allocate(
    amount,
    order.orderItems.map((item) => Math.max(0, beforeTax(proceedsOf(item)))),
  )
  return order.orderItems
    .map(({ orderItemId }, at) => ({ itemId: orderItemId, goods: shares[at] ?? 0, shipping: 0 }))
    .filter(({ goods }) => goods > 0)
}
