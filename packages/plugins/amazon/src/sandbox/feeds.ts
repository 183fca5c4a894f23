import type { Patch } from '../listings/patches.ts'
import { patch, remove } from './listings.ts'
import { cancelItems, keepOrder, requireOrder } from './orders.ts'
import { confirm } from './parcels.ts'
import { invalid, notFound } from './refuse.ts'
import type { StoredFeed, World } from './world.ts'

/** A place for a document, at a presigned address. */
export function newDocument({ kit, documents, documentsAt }: World, contentType: string) {
  const id = kit.newId('doc').replace('_', '-')
  documents.set(id, { contentType, content: null })
  return { feedDocumentId: id, url: `${documentsAt}/documents/${id}?X-Amz-Signature=${id}` }
}

export function documentLink({ documents, documentsAt }: World, id: string) {
  if (!documents.has(id)) throw notFound(`Document ${id}`)
  return { feedDocumentId: id, url: `${documentsAt}/documents/${id}?X-Amz-Signature=${id}` }
}

interface Begun {
  readonly feedType: string
  readonly marketplaceId: string
  readonly documentId: string
}

/** Takes a feed in and works it off a little later. */
export function beginFeed(world: World, { feedType, marketplaceId, documentId }: Begun): string {
  const content = world.documents.get(documentId)?.content
  if (content === undefined || content === null) throw invalid(`Document ${documentId} is empty or unknown.`)
  const feedId = world.kit.newId('f').replace('f_', '5')
  const createdTime = new Date(world.kit.now()).toISOString()
  const feed: StoredFeed = { feedId, feedType, createdTime, processingStatus: 'IN_QUEUE' }
  world.feeds.set(feedId, feed)
  world.kit.later(world.kit.knobs().review, () => {
    const report = reportOf(world, { feedId, feedType, marketplaceId, content })
    if (report === undefined) return void world.feeds.set(feedId, { ...feed, processingStatus: 'FATAL' })
    const id = newDocument(world, 'text/plain').feedDocumentId
    world.documents.set(id, { contentType: 'text/plain', content: report })
    world.feeds.set(feedId, { ...feed, processingStatus: 'DONE', resultFeedDocumentId: id })
  })
  return feedId
}

interface Work {
  readonly feedId: string
  readonly feedType: string
  readonly marketplaceId: string
  readonly content: string
}

/** The report of a feed that was worked off; undefined when it could not be read. */
function reportOf(world: World, work: Work): string | undefined {
  if (work.feedType === 'JSON_LISTINGS_FEED') return listingsReport(world, work)
  return work.content.includes('<AmazonEnvelope>') ? orderReport(world, work) : undefined
}

interface Message {
  readonly messageId: number
  readonly sku: string
  readonly operationType: 'PATCH' | 'DELETE'
  readonly productType: string
  readonly patches: readonly Patch[]
}

function listingsReport(world: World, { feedId, marketplaceId, content }: Work): string {
  const { messages } = JSON.parse(content) as { readonly messages: readonly Message[] }
  const issues = messages.flatMap(({ messageId, sku, operationType, productType, patches }) => {
    const said =
      operationType === 'DELETE'
        ? remove(world, marketplaceId, sku)
        : patch(world, { marketplaceId, sku, productType }, { patches, isPreview: false })
    return said.issues.map(({ code, message, severity, attributeNames: [attributeName] = [] }) => ({
      messageId,
      sku,
      code,
      severity,
      message,
      attributeName,
    }))
  })
  const wrong = new Set(issues.map(({ messageId }) => messageId)).size
  const summary = {
    messagesProcessed: messages.length,
    messagesAccepted: messages.length - wrong,
    messagesInvalid: wrong,
  }
  const header = { sellerId: world.sellerId, version: '2.0', feedId }
  return JSON.stringify({ header, issues, summary: { ...summary, errors: issues.length, warnings: 0 } })
}

const textIn = (xml: string, name: string) => new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1]
const allIn = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text)

/** Acknowledgements, cancellations, parcels and refunds. */
function orderReport(world: World, { feedType, content }: Work): string {
  try {
    const orderId = textIn(content, 'AmazonOrderID') ?? ''
    if (feedType === 'POST_PAYMENT_ADJUSTMENT_DATA') refund(world, orderId, content)
    else if (feedType === 'POST_ORDER_FULFILLMENT_DATA') ship(world, orderId, content)
    else if (textIn(content, 'StatusCode') === 'Failure')
      cancelItems(world, orderId, { itemIds: allIn(content, 'AmazonOrderItemCode'), by: 'MERCHANT' })
    else acknowledge(world, orderId, textIn(content, 'MerchantOrderID') ?? null)
    return processingReport('')
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown)
    return processingReport(
      `<Result><MessageID>1</MessageID><ResultCode>Error</ResultCode><ResultMessageCode>18028</ResultMessageCode><ResultDescription>${words}</ResultDescription></Result>`,
    )
  }
}

const processingReport = (results: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><AmazonEnvelope><MessageType>ProcessingReport</MessageType><Message><MessageID>1</MessageID><ProcessingReport><StatusCode>Complete</StatusCode>${results}</ProcessingReport></Message></AmazonEnvelope>`

function ship(world: World, orderId: string, content: string): void {
  const quantities = allIn(content, 'Quantity')
  confirm(world, orderId, {
    packageReferenceId: textIn(content, 'MerchantFulfillmentID') ?? '',
    carrierCode: textIn(content, 'CarrierCode') ?? 'Other',
    trackingNumber: textIn(content, 'ShipperTrackingNumber'),
    orderItems: allIn(content, 'AmazonOrderItemCode').map((orderItemId, at) => ({
      orderItemId,
      quantity: Number(quantities[at]),
    })),
  })
}

function acknowledge(world: World, orderId: string, merchantOrderId: string | null): void {
  keepOrder(world, { ...requireOrder(world, orderId), merchantOrderId })
}

function refund(world: World, orderId: string, content: string): void {
  const stored = requireOrder(world, orderId)
  const ids = allIn(content, 'MerchantAdjustmentItemID')
  const amounts = allIn(content, 'Amount')
  const isKnown = ids.some((id) => stored.refunds.some((refunded) => refunded.startsWith(`${id} `)))
  if (isKnown) throw new Error('This adjustment was made already.')
  keepOrder(world, { ...stored, refunds: [...stored.refunds, `${ids.join('+')} ${amounts.join('+')}`] })
}
