import { type Acknowledgement, channelFailure, failureOf, type ReceiptOutcome } from '@vitrine/core'
import * as v from 'valibot'
import type { MetaApi } from './api.ts'
import { issueOf, type Purpose } from './batch.ts'

/** Node CheckBatchRequestStatus. */
const Status = v.object({
  status: v.string(),
  errors: v.optional(
    v.array(v.object({ id: v.optional(v.string()), message: v.optional(v.string(), 'no reason was told') })),
    [],
  ),
  ids_of_invalid_requests: v.optional(v.array(v.string()), []),
})
type Status = v.InferOutput<typeof Status>
const Answer = v.object({ data: v.array(Status) })

/** GET `check_batch_request_status`, once for each handle of each receipt. */
export async function pollReceipts(api: MetaApi, receipts: readonly string[]): Promise<readonly ReceiptOutcome[]> {
  const outcomes: ReceiptOutcome[] = []
  for (const receipt of receipts) outcomes.push(await pollReceipt(api, receipt))
  return outcomes
}

async function pollReceipt(api: MetaApi, receipt: string): Promise<ReceiptOutcome> {
  const { purpose, handles } = partsOf(receipt)
  const all: Status[] = []
  for (const handle of handles) {
    const status = await statusOf(api, handle)
    if (status === undefined) return { receipt, status: 'failed', message: 'Meta does not know the batch any more' }
    if (/error|fail/i.test(status.status)) return { receipt, status: 'failed', message: wordsOf(status) }
    if (status.status !== 'finished') return { receipt, status: 'working' }
    all.push(status)
  }
  /* Meta names what it refused; its silence about the others means that they went through. */
  return {
    receipt,
    status: 'done',
    acknowledgements: all.flatMap(rejectedOf),
    others: purpose === 'items' ? 'accepted' : 'live',
  }
}

async function statusOf({ http, catalog, proof }: MetaApi, handle: string): Promise<Status | undefined> {
  try {
    const query = { handle, load_ids_of_invalid_requests: true, ...proof }
    const { body } = await http.get(`/${catalog}/check_batch_request_status`, { query, output: Answer })
    return body.data[0]
  } catch (thrown) {
    if (failureOf(thrown).kind !== 'missing') throw thrown
    return undefined
  }
}

function rejectedOf({ errors, ids_of_invalid_requests: ids }: Status): readonly Acknowledgement[] {
  const named = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const { id, message } of errors) if (id !== undefined) named.set(id, [...(named.get(id) ?? []), message])
  return [...named].map(([key, messages]) => ({
    key,
    outcome: 'rejected',
    issues: (messages.length > 0 ? messages : ['Meta refused the item and did not say why']).map(issueOf),
  }))
}

const wordsOf = ({ errors }: Status) => errors[0]?.message ?? 'Meta failed the whole batch'

/** Throws on what this plugin never made. */
function partsOf(receipt: string): { readonly purpose: Purpose; readonly handles: readonly string[] } {
  const [, purpose, handles] = /^(items|values):(.+)$/.exec(receipt) ?? []
  if (purpose === undefined || handles === undefined)
    throw channelFailure({ kind: 'refused', code: 'receipt', message: `${receipt} is no receipt of Meta` })
  return { purpose: purpose as Purpose, handles: handles.split(',') }
}
