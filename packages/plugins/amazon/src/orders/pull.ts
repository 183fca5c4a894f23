import { channelFailure, type ForeignPage, failureOf } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import { OrderAnswer, SearchAnswer } from './model.ts'

const PERSONAL: readonly string[] = ['BUYER', 'RECIPIENT']
const DATASETS = [...PERSONAL, 'PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT', 'PACKAGES', 'TAX']

/** Datasets by what the roles of the app allow (`includedData`): names and addresses come without a restricted data token. */
const includedData = ({ settings }: AmazonApi) =>
  DATASETS.filter((name) => settings.personalData || !PERSONAL.includes(name)).join(',')

interface Cursor {
  /** ISO 8601. */
  readonly after: string
  readonly token: string | undefined
}

const written = ({ after, token }: Cursor) => (token === undefined ? after : `${after} ${token}`)

/** Clocks of two machines. */
const SKEW = 900_000

/** Throws `refused` for what we never wrote, or what lies in the future: the engine then begins again. */
function cursorOf({ cursor, since }: From, now: number): Cursor {
  if (cursor === null) return { after: new Date(since).toISOString(), token: undefined }
  const [after = '', token] = cursor.split(' ')
  const at = Date.parse(after)
  if (Number.isNaN(at) || at > now + SKEW)
    throw channelFailure({ kind: 'refused', code: 'cursor', message: `${after.slice(0, 80)} is no cursor of ours.` })
  return { after, token }
}

interface From {
  readonly cursor: string | null
  readonly since: number
}

/**
 * What changed since the cursor (`searchOrders`). Only orders that the merchant sends: what Amazon sends from its own warehouses takes no
 * stock of ours. A page asks as the one before did, as its token demands; the last one says up to when it looked.
 */
export async function pullOrders(api: AmazonApi, from: From): Promise<ForeignPage> {
  const { after, token } = cursorOf(from, api.now())
  const { body } = await api.seller.get('/orders/2026-01-01/orders', {
    query: {
      lastUpdatedAfter: after,
      marketplaceIds: api.marketplace.id,
      fulfilledBy: 'MERCHANT',
      includedData: includedData(api),
      maxResultsPerPage: 100,
      paginationToken: token,
    },
    output: SearchAnswer,
    bucket: 'searchOrders',
  })
  const { orders, pagination, lastUpdatedBefore } = body
  const next = pagination?.nextToken
  const newest = orders.flatMap(({ lastUpdatedTime }) => lastUpdatedTime ?? []).sort()
  return {
    orders: orders.map((raw) => ({ externalId: raw.orderId, raw })),
    cursor: written(
      next === undefined ? { after: lastUpdatedBefore ?? newest.at(-1) ?? after, token: next } : { after, token: next },
    ),
    isMore: next !== undefined,
  }
}

/** The order as it is now (`getOrder`); undefined when Amazon knows none. */
export async function readOrder(api: AmazonApi, externalId: string): Promise<unknown> {
  try {
    const { body } = await api.seller.get(`/orders/2026-01-01/orders/${encodeURIComponent(externalId)}`, {
      query: { includedData: includedData(api) },
      output: OrderAnswer,
      bucket: 'getOrder',
    })
    return body.order
  } catch (thrown) {
    if (failureOf(thrown).kind === 'missing') return undefined
    throw thrown
  }
}
