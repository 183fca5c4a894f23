import type { Issue } from '@vitrine/core'
import * as v from 'valibot'
import type { Api } from '../api.ts'
import { FIELDS } from '../catalog/retail-item.ts'
import { pages } from '../pages.ts'

const Result = v.object({
  id: v.string(),
  status: v.picklist(['COMPLETED', 'FAILED', 'PROCESSING']),
  created_at: v.string(),
  product_counts: v.nullish(v.object({ original: v.nullish(v.number()), ingested: v.nullish(v.number()) })),
  ingestion_details: v.object({
    errors: v.nullish(v.record(v.string(), v.nullish(v.number()))),
    warnings: v.nullish(v.record(v.string(), v.nullish(v.number()))),
  }),
})

const Problems = v.nullish(
  v.record(
    v.string(),
    v.nullish(v.object({ attribute_name: v.nullish(v.string()), provided_value: v.nullish(v.string()) })),
  ),
)
type Problems = v.InferOutput<typeof Problems>
const ItemIssues = v.object({
  item_id: v.nullish(v.string()),
  item_number: v.number(),
  errors: Problems,
  warnings: Problems,
})

/** What became of a file that Pinterest fetched. */
export interface FeedRun {
  readonly id: string
  readonly status: 'COMPLETED' | 'FAILED' | 'PROCESSING'
  readonly startedAt: string
  /** Lines of the file, and those of them that became items. */
  readonly lines: number | null
  readonly items: number | null
  /** Pinterest's words for what was wrong with the file as a whole, and how often. */
  readonly faults: { readonly code: string; readonly count: number }[]
  readonly issues: (Issue & { readonly sku: string | null; readonly line: number })[]
}

/** Issues of one run that are told. */
const MOST = 1_000

/** The runs of a feed, the newest first, without what they refused (operation feed_processing_results/list). */
export function runsOf(api: Api, feedId: string) {
  const path = `/catalogs/feeds/${feedId}/processing_results`
  return pages(api, { path, item: Result, query: api.acting, bucket: 'catalogs_read' })
}

/** The newest run with what it refused (operations feed_processing_results/list, items_issues/list). */
export async function newestRun(api: Api, feedId: string): Promise<FeedRun | undefined> {
  const { done, value: run } = await runsOf(api, feedId).next()
  if (done === true) return undefined
  const { errors, warnings } = run.ingestion_details
  return {
    id: run.id,
    status: run.status,
    startedAt: run.created_at,
    lines: run.product_counts?.original ?? null,
    items: run.product_counts?.ingested ?? null,
    faults: [...counted(errors), ...counted(warnings)],
    issues: run.status === 'PROCESSING' ? [] : await issuesOf(api, run.id),
  }
}

const counted = (faults: Readonly<Record<string, number | null | undefined>> | null | undefined) =>
  Object.entries(faults ?? {}).map(([code, count]) => ({ code, count: count ?? 0 }))

async function issuesOf(api: Api, runId: string): Promise<FeedRun['issues']> {
  const issues: FeedRun['issues'] = []
  for await (const item of itemIssuesOf(api, runId)) {
    // Pinterest counts from nought.
    const at = { sku: item.item_id ?? null, line: item.item_number + 1 }
    issues.push(
      ...[...ourIssues(item.errors, 'error'), ...ourIssues(item.warnings, 'warning')].map((one) => ({ ...one, ...at })),
    )
    if (issues.length >= MOST) break
  }
  return issues.slice(0, MOST)
}

/** The same with our fields. */
const ourIssues = (problems: Problems, severity: Issue['severity']) =>
  worded(problems, severity).map(({ field, ...issue }) => ({
    ...issue,
    ...(field === undefined ? {} : { field: FIELDS[field] ?? field }),
  }))

/** What a run had against items, line by line (operation items_issues/list). */
export function itemIssuesOf(api: Api, runId: string) {
  const path = `/catalogs/processing_results/${runId}/item_issues`
  return pages(api, { path, item: ItemIssues, query: api.acting, bucket: 'catalogs_read' })
}

/** Pinterest names the fault and the attribute, and has no sentence for it. Fields are Pinterest's. */
export function worded(problems: Problems, severity: Issue['severity']): readonly Issue[] {
  return Object.entries(problems ?? {}).map(([code, detail]) => {
    const field = detail?.attribute_name?.toLowerCase()
    const value = detail?.provided_value
    const words = code.toLowerCase().replaceAll('_', ' ')
    return {
      severity,
      code,
      message: value === undefined || value === null ? words : `${words}: ${value}`,
      ...(field === undefined ? {} : { field: THEIRS[field] ?? field }),
    }
  })
}

/** Names of the issues that are not those of attributes. */
const THEIRS: Readonly<Record<string, string>> = { item_link: 'link' }
