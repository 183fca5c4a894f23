import { type Context, type PluginDatabase, requestProblems } from '@vitrine/core'
import type { RedirectStatus } from '../model.ts'
import { problems } from '../problems.ts'
import { normalSource, normalTarget, type Rule } from './rules.ts'
import {
  byId,
  changeLine,
  deleteLine,
  insertLine,
  type RedirectRow,
  readBook,
  turnedFrom,
  type VersionedBook,
  versionOf,
} from './store.ts'

/** What changing redirects needs of the scope. */
export interface Writer {
  readonly ctx: Context
  readonly db: PluginDatabase
  readonly newId: Context['newId']
  readonly now: () => number
  readonly most: number
}

export interface Given {
  /** Id of its connection; empty: of all windows. */
  readonly window: string
  readonly from: string
  readonly to: string
  readonly status: RedirectStatus
}

/** Throws `request.invalid`, `storefront.redirectExists`, `redirectLoop`, `tooManyRedirects`. */
export async function createRedirect(writer: Writer, { window, ...given }: Given): Promise<RedirectRow> {
  const { ctx } = writer
  const rule = ruleOf(given)
  const id = await writer.db.run('redirect', async () => {
    const book = await readBook(ctx, window)
    if (book.rules.has(rule.source))
      throw problems.redirectExists({ detail: `${rule.source} leads elsewhere already.` })
    if (book.size() >= writer.most) throw problems.tooManyRedirects({ extra: { most: writer.most } })
    refuseRing(book, rule)
    const now = writer.now()
    const row = { id: writer.newId('rdr'), window, ...rule, createdAt: now, updatedAt: now }
    return { statements: [turnedFrom(book.version), insertLine(row)], result: row.id }
  })
  return getRedirect(ctx, id)
}

/** Throws `storefront.redirectNotFound`, `redirectLoop`, `request.invalid`. */
export async function updateRedirect(
  writer: Writer,
  id: string,
  patch: { readonly to?: string | undefined; readonly status?: RedirectStatus | undefined },
): Promise<RedirectRow> {
  const { ctx } = writer
  await writer.db.run('changeRedirect', async () => {
    const row = await getRedirect(ctx, id)
    const { status = row.status } = patch
    const { source, target } = row
    const rule =
      patch.to === undefined ? { source, target, status } : ruleOf({ from: row.source, to: patch.to, status })
    const book = await readBook(ctx, row.window)
    refuseRing(book, rule)
    const change = { target: rule.target, status, updatedAt: writer.now() }
    const guard = { changes: 1, refuse: () => problems.redirectNotFound() }
    return { statements: [turnedFrom(book.version), changeLine({ id }, change, guard)], result: null }
  })
  return getRedirect(ctx, id)
}

/** Throws `storefront.redirectNotFound`. */
export async function deleteRedirect(writer: Writer, id: string): Promise<void> {
  await writer.db.run('dropRedirect', async () => {
    await getRedirect(writer.ctx, id)
    const version = await versionOf(writer.ctx)
    return { statements: [turnedFrom(version), deleteLine({ id })], result: null }
  })
}

async function getRedirect({ db }: Pick<Context, 'db'>, id: string): Promise<RedirectRow> {
  const row = await db.get(byId, { id })
  if (row === undefined) throw problems.redirectNotFound({ detail: `There is no redirect ${id.slice(0, 80)}.` })
  return row
}

function refuseRing(book: VersionedBook, rule: Rule): void {
  const way = book.ringThrough(rule)
  if (way !== undefined) throw problems.redirectLoop({ detail: `It would go ${way.join(' → ')}.`, extra: { way } })
}

function ruleOf({ from, to, status }: Omit<Given, 'window'>): Rule {
  const source = normalSource(from)
  const target = normalTarget(to)
  if (source !== undefined && target !== undefined) return { source, target, status }
  const path = source === undefined ? 'body.from' : 'body.to'
  const message =
    source === undefined
      ? 'must be a path of this site, perhaps with /* at its end'
      : 'must be a path of this site or an http address'
  throw requestProblems.invalid({ errors: [{ path, code: 'path', message }] })
}
