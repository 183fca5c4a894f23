import { failureOf, type ReceiptOutcome } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import { type FeedStatus, feedReport, feedStatus } from './documents.ts'
import { type Finding, findingsOf } from './report.ts'

/** One message of a feed, and the listing or order that it is about. */
export interface Message {
  readonly feedId: string
  readonly messageId: number
  readonly key: string
}

/** Every entry of a feed has a receipt of its own, which says all that is needed to find its outcome. */
export const receiptOf = ({ feedId, messageId, key }: Message) => `${feedId}:${messageId}:${key}`

function messageOf(receipt: string): Message {
  const [feedId = '', messageId = '', ...key] = receipt.split(':')
  return { feedId, messageId: Number(messageId), key: key.join(':') }
}

/** What became of messages; each feed and its report are read once, however many of its messages are asked for. */
export async function pollFeeds(api: AmazonApi, receipts: readonly string[]): Promise<readonly ReceiptOutcome[]> {
  const feeds = [...new Set(receipts.map((receipt) => messageOf(receipt).feedId))]
  const states = new Map<string, State>()
  for (const feedId of feeds) states.set(feedId, await stateOf(api, feedId))
  return receipts.map((receipt) => outcomeOf(receipt, states.get(messageOf(receipt).feedId) ?? { status: 'working' }))
}

type State =
  | { readonly status: 'working' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'done'; readonly findings: readonly Finding[] }

async function stateOf(api: AmazonApi, feedId: string): Promise<State> {
  const feed = await known(api, feedId)
  if (feed === undefined) return { status: 'failed', message: `Amazon knows no feed ${feedId}` }
  const { processingStatus, resultFeedDocumentId } = feed
  if (processingStatus === 'IN_QUEUE' || processingStatus === 'IN_PROGRESS') return { status: 'working' }
  if (processingStatus !== 'DONE') return { status: 'failed', message: `feed ${feedId} ended as ${processingStatus}` }
  if (resultFeedDocumentId === undefined) return { status: 'done', findings: [] }
  const findings = findingsOf(await feedReport(api, resultFeedDocumentId))
  const whole = findings.find(({ messageId, issue }) => messageId === null && issue.severity === 'error')
  return whole === undefined ? { status: 'done', findings } : { status: 'failed', message: whole.issue.message }
}

async function known(api: AmazonApi, feedId: string): Promise<FeedStatus | undefined> {
  try {
    return await feedStatus(api, feedId)
  } catch (thrown) {
    if (failureOf(thrown).kind === 'missing') return undefined
    throw thrown
  }
}

function outcomeOf(receipt: string, state: State): ReceiptOutcome {
  if (state.status !== 'done') return { receipt, ...state }
  const { messageId, key } = messageOf(receipt)
  const issues = state.findings.filter((finding) => finding.messageId === messageId).map(({ issue }) => issue)
  const isRefused = issues.some(({ severity }) => severity === 'error')
  const acknowledgement = isRefused
    ? ({ key, outcome: 'rejected', issues } as const)
    : ({ key, outcome: 'live', ...(issues.length === 0 ? {} : { issues }) } as const)
  return { receipt, status: 'done', acknowledgements: [acknowledgement] }
}
