import type { Kit } from '@vitrine/core/testing'
import { faultsOf } from './judge.ts'
import type { Feed, FeedRun, State } from './state.ts'

type Attributes = Readonly<Record<string, unknown>>

interface File {
  readonly id: string
  /** When the reading began. */
  readonly at: number
  readonly location: string
  readonly format: string
  readonly fetch: typeof globalThis.fetch
}

export interface ReadRun {
  readonly run: FeedRun
  /** Lines that became items. */
  readonly items: readonly Attributes[]
}

/** Fetches the file of a feed and judges it line by line. */
export async function readFile(kit: Kit, { id, at, location, format, fetch }: File): Promise<ReadRun> {
  const failed: FeedRun = { id, createdAt: at, isFailed: true, lines: 0, issues: [] }
  const answer = await fetch(location).catch(() => undefined)
  if (answer === undefined || !answer.ok || format !== 'TSV') return { run: failed, items: [] }
  const [head = '', ...lines] = (await answer.text()).split(/\r?\n/).filter((line) => line !== '')
  const names = head.split('\t')
  const items: Attributes[] = []
  const issues = lines.flatMap((line, number) => {
    const attributes = attributesIn(names, line)
    const faults = faultsOf(kit, attributes)
    if (faults.length === 0) items.push(attributes)
    return faults.map(({ attribute, code }) => ({
      line: number + 1,
      id: attributes.id === undefined ? null : String(attributes.id),
      code: ISSUES[code] ?? 'PARSE_LINE_ERROR',
      attribute: ATTRIBUTES[attribute] ?? null,
    }))
  })
  return { run: { ...failed, isFailed: false, lines: lines.length, issues }, items }
}

const LISTS = ['additional_image_link', 'variant_names', 'variant_values']

function attributesIn(names: readonly string[], line: string): Attributes {
  const values = line.split('\t').map((cell) => (/^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell))
  const told = names.map((name, column) => [name, values[column] ?? ''] as const).filter(([, value]) => value !== '')
  return Object.fromEntries(
    told.map(([name, value]) => {
      if (name === 'adult') return [name, value === 'true']
      return [name, LISTS.includes(name) ? value.split(',') : value]
    }),
  )
}

/** The few of Pinterest's own names that this sandbox finds. */
const ISSUES: Readonly<Record<number, string>> = {
  100: 'PINJOIN_CONTENT_UNSAFE',
  103: 'AVAILABILITY_INVALID',
  104: 'PRICE_CANNOT_BE_DETERMINED',
}
const ATTRIBUTES: Readonly<Record<string, string>> = { title: 'TITLE', description: 'DESCRIPTION', link: 'ITEM_LINK' }

/** The items of a file are the catalogue's; what a feed brought before and brings no more is gone. */
export function takeItems(
  state: State,
  {
    feedId,
    body,
    items,
  }: { readonly feedId: string; readonly body: Feed['body']; readonly items: readonly Attributes[] },
): void {
  const keyOf = (id: unknown) => `${body.default_country}/${body.default_locale}/${id}`
  const now = new Set(items.map(({ id }) => keyOf(id)))
  for (const there of state.items.all())
    if (there.feedId === feedId && !now.has(there.key)) state.items.remove(there.key)
  for (const { id, ...attributes } of items) {
    const key = keyOf(id)
    const pinId = state.items.get(key)?.pinId ?? state.newNumber()
    state.items.set(key, { key, id: String(id), attributes, errors: [], pinId, feedId })
  }
}
