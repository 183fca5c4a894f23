import type { Acknowledgement, Issue, ReceiptOutcome } from '@vitrine/core'
import * as v from 'valibot'
import type { Api } from '../api.ts'
import { kindOf } from '../failure.ts'
import { judgeByFile } from '../feeds/judge.ts'
import { type Purpose, receiptOf } from './batch.ts'

/** Schema ItemValidationEvent. */
export const Told = v.object({
  attribute: v.nullish(v.string()),
  code: v.nullish(v.number()),
  message: v.nullish(v.string()),
})

const Batch = v.object({
  status: v.optional(v.picklist(['PROCESSING', 'COMPLETED', 'FAILED']), 'PROCESSING'),
  items: v.optional(
    v.array(
      v.object({
        item_id: v.string(),
        status: v.optional(v.picklist(['SUCCESS', 'FAILURE', 'PROCESSING'])),
        errors: v.nullish(v.array(Told)),
        warnings: v.nullish(v.array(Told)),
      }),
    ),
    [],
  ),
})
type Record = v.InferOutput<typeof Batch>['items'][number]

/** Operation items_batch/get, once for each receipt of a batch; receipts of the file are judged by what was read last. */
export async function pollReceipts(api: Api, receipts: readonly string[]): Promise<readonly ReceiptOutcome[]> {
  const judge = judgeByFile(api)
  const outcomes: ReceiptOutcome[] = []
  for (const receipt of receipts) {
    const parts = receiptOf(receipt)
    outcomes.push(parts.purpose === 'feed' ? await judge(receipt, parts.since) : await pollBatch(api, receipt, parts))
  }
  return outcomes
}

interface OfBatch {
  readonly purpose: Purpose
  readonly batchId: string
}

async function pollBatch(api: Api, receipt: string, { purpose, batchId }: OfBatch): Promise<ReceiptOutcome> {
  try {
    const { body } = await api.http.get(`/catalogs/items/batch/${encodeURIComponent(batchId)}`, {
      query: api.acting,
      output: Batch,
      bucket: 'catalogs_read',
    })
    if (body.status === 'FAILED') return { receipt, status: 'failed', message: wordsOf(body.items) }
    const isWorking = body.status === 'PROCESSING' || body.items.some(({ status }) => status === 'PROCESSING')
    if (isWorking) return { receipt, status: 'working' }
    return { receipt, status: 'done', acknowledgements: body.items.map((item) => acknowledgementOf(item, purpose)) }
  } catch (thrown) {
    if (kindOf(thrown) !== 'missing') throw thrown
    return { receipt, status: 'failed', message: 'Pinterest does not know the batch any more' }
  }
}

/** A published item is accepted, and live when Pinterest's catalogue shows it; a price, an availability or an end is done. */
function acknowledgementOf({ item_id: key, status, errors, warnings }: Record, purpose: Purpose): Acknowledgement {
  const issues = [...issuesOf(errors, 'error'), ...issuesOf(warnings, 'warning')]
  if (status === 'FAILURE' || issues.some(({ severity }) => severity === 'error'))
    return { key, outcome: 'rejected', issues: issues.length > 0 ? issues : [SILENT] }
  return { key, outcome: purpose === 'items' ? 'accepted' : 'live', issues }
}

const SILENT: Issue = { severity: 'error', code: 'rejected', message: 'Pinterest refused the item and did not say why' }

export function issuesOf(
  told: readonly v.InferOutput<typeof Told>[] | null | undefined,
  severity: Issue['severity'],
): readonly Issue[] {
  return (told ?? []).map(({ attribute, code, message }) => ({
    severity,
    code: code === undefined || code === null ? 'rejected' : String(code),
    message: message ?? 'no reason was told',
    ...(attribute === undefined || attribute === null ? {} : { field: attribute.toLowerCase() }),
  }))
}

function wordsOf(items: readonly Record[]): string {
  const [first] = items.flatMap(({ errors }) => errors ?? [])
  return first?.message ?? 'Pinterest failed the whole batch'
}
