import { type Connected, iso, type PluginDatabase, type Signer } from '@vitrine/core'
import type { FeedView } from './contract.ts'
import { type Shelf, shelf } from './files/keep.ts'
import { keyOfFeed } from './files/key.ts'
import type { FeedApi } from './files/listing.ts'
import { issuesIn, reportCsv, type Wanted } from './files/report.ts'
import type { FileRow, IssueRow } from './files/tables.ts'
import { ourField } from './offers/fields.ts'
import { problems } from './problems.ts'
import type { FeedSettings } from './settings.ts'

export type Feed = Connected<FeedSettings, Record<never, never>, FeedApi>

export interface DeskParts {
  readonly db: PluginDatabase
  readonly signer: Signer
  readonly now: () => number
  readonly connection: (id: string) => Promise<Feed | undefined>
  /** Of the shop. */
  readonly url: string
}

export type Desk = ReturnType<typeof desk>

/** What staff see of feeds. */
export function desk({ db, signer, now, connection, url }: DeskParts) {
  const files: Shelf = shelf(db)
  const feedOf = async (id: string): Promise<Feed> => {
    const found = await connection(id)
    if (found === undefined) throw problems.unknownFeed()
    return found
  }
  const view = async (feed: Feed) =>
    feedView(feed, { file: await files.file(feed.id), key: keyOfFeed(signer, feed), url })
  const made = async (id: string) => {
    const file = await files.file((await feedOf(id)).id)
    if (file?.version == null) throw problems.notMade()
    return { ...file, version: file.version }
  }
  return {
    feed: async (id: string) => view(await feedOf(id)),
    async make(id: string): Promise<FeedView> {
      const feed = await feedOf(id)
      await files.ask(feed.id, now())
      return view(feed)
    },
    async report(id: string) {
      const { items, refused, warned, madeAt, counts } = await made(id)
      const named = counts.map((count) => ({ ...count, ourField: ourField(count.field) }))
      return { items, refused, warned, madeAt: iso(madeAt ?? 0), counts: named }
    },
    async reportItems(id: string, wanted: Wanted, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
      const { version } = await made(id)
      const after = Number(/^\d{1,9}$/.exec(cursor ?? '')?.[0] ?? -1)
      const rows = await issuesIn(db, wanted, { version, after, limit: limit + 1 })
      const page = rows.slice(0, limit)
      return { items: page.map(issueView), next: rows.length > limit ? String(page.at(-1)?.number) : null }
    },
    reportFile: async (id: string, wanted: Wanted) => reportCsv(db, (await made(id)).version, wanted),
  }
}

const issueView = ({ key, productId, severity, code, field, message }: IssueRow) => ({
  sku: key,
  productId,
  severity,
  code,
  field,
  ourField: ourField(field),
  message,
})

function feedView(
  { id, name, api }: Feed,
  { file, key, url }: { readonly file: FileRow | undefined; readonly key: string; readonly url: string },
): FeedView {
  const at = `${url}/store/product-feed/${id}`
  const fileName = `feed.${api.settings.format}`
  return {
    id,
    name,
    url: `${at}/${key}/${fileName}`,
    packedUrl: `${at}/${key}/${fileName}.gz`,
    basic: { url: `${at}/${fileName}`, user: id, password: key },
    isPublic: file?.isPublic ?? false,
    file: file === undefined ? null : fileView(file),
    askedAt: file?.askedAt == null ? null : iso(file.askedAt),
    error: file?.error ?? null,
  }
}

function fileView({ version, items, refused, warned, size, packedSize, changedAt, madeAt, took }: FileRow) {
  if (version === null || changedAt === null || madeAt === null) return null
  return { items, refused, warned, size, packedSize, changedAt: iso(changedAt), madeAt: iso(madeAt), took }
}
