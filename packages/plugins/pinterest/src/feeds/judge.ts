import type { Acknowledgement, Issue, ReceiptOutcome } from '@vitrine/core'
import type { Api } from '../api.ts'
import { FEED_NAME } from '../settings.ts'
import { findFeed } from './feed.ts'
import { itemIssuesOf, runsOf, worded } from './results.ts'

interface Verdict {
  readonly startedAt: number
  readonly isFailed: boolean
  readonly faults: readonly string[]
  readonly rejected: readonly Acknowledgement[]
}

/**
 * Judges what came with the file: a run that began after an item was put into it has taken it or says why not. What it took counts as accepted,
 * and as live when Pinterest's catalogue shows it. The run is read once for all receipts of a look.
 */
export function judgeByFile(api: Api): (receipt: string, since: number) => Promise<ReceiptOutcome> {
  let verdict: Promise<Verdict | undefined> | undefined
  return async (receipt, since) => {
    verdict ??= lastVerdict(api)
    const last = await verdict
    if (last === undefined || last.startedAt < since) return { receipt, status: 'working' }
    if (last.isFailed)
      return { receipt, status: 'failed', message: last.faults[0] ?? 'Pinterest could not read the file' }
    return { receipt, status: 'done', acknowledgements: last.rejected, others: 'accepted' }
  }
}

/** Of the newest run that has ended; a run that goes on says nothing yet. */
async function lastVerdict(api: Api): Promise<Verdict | undefined> {
  const feed = await findFeed(api, api.settings.feed?.name ?? FEED_NAME)
  if (feed === undefined) return undefined
  for await (const {
    id,
    status,
    created_at,
    ingestion_details: { errors },
  } of runsOf(api, feed.id)) {
    if (status === 'PROCESSING') continue
    return {
      startedAt: Date.parse(created_at),
      isFailed: status === 'FAILED',
      faults: Object.keys(errors ?? {}).map((code) => code.toLowerCase().replaceAll('_', ' ')),
      rejected: status === 'FAILED' ? [] : await rejectedIn(api, id),
    }
  }
  return undefined
}

async function rejectedIn(api: Api, runId: string): Promise<readonly Acknowledgement[]> {
  const rejected = new Map<string, readonly Issue[]>()
  for await (const { item_id: key, errors } of itemIssuesOf(api, runId)) {
    const issues = worded(errors, 'error')
    if (key !== null && key !== undefined && issues.length > 0)
      rejected.set(key, [...(rejected.get(key) ?? []), ...issues])
  }
  return [...rejected].map(([key, issues]) => ({ key, outcome: 'rejected', issues }))
}
