import { MINUTE } from '@vitrine/core'
import type { Api } from '../api.ts'
import type { PinterestConnection } from '../connection.ts'
import { kindOf } from '../failure.ts'
import type { PinBook } from './book.ts'
import { createPin, deletePin, pinsByLink, updatePin } from './calls.ts'
import type { PinCopy } from './copy.ts'
import { workOf } from './decide.ts'
import type { PinRow } from './tables.ts'

/** Pins that are looked at together. */
const PAGE = 100

/** Makes, changes and takes away the Pins of a connection until they say what the shop says. Calls only where something differs. */
export async function keepPins(book: PinBook, connected: PinterestConnection): Promise<void> {
  const links = linksOf(connected.api)
  let after = ''
  for (;;) {
    const rows = await book.working(connected.id, after, PAGE)
    const products = await connected.products([...new Set(rows.map(({ productId }) => productId))])
    const byId = new Map(products.map((product) => [product.productId, product]))
    for (const row of rows) {
      connected.account.signal.throwIfAborted()
      await keepPin({ book, api: connected.api, links, row }, workOf(row, byId.get(row.productId)))
    }
    const last = rows.at(-1)
    if (rows.length < PAGE || last === undefined) return
    after = last.id
  }
}

interface Keeping {
  readonly book: PinBook
  readonly api: Api
  readonly links: Links
  readonly row: PinRow
}

/**
 * A refusal is this Pin's own. So is a call of which nothing was heard: its Pin is looked for on the board when it comes up again. Anything
 * else is about the connection, and ends the run.
 */
async function keepPin(keeping: Keeping, work: ReturnType<typeof workOf>): Promise<void> {
  const { book, row } = keeping
  try {
    await done(keeping, work)
  } catch (thrown) {
    const kind = kindOf(thrown)
    if (kind === 'unknown') return book.record(row.id, { error: (thrown as Error).message })
    if (kind !== 'refused' && kind !== 'missing' && kind !== 'conflict') throw thrown
    const copy = 'copy' in work ? { copy: JSON.stringify(work.copy) } : {}
    await book.record(row.id, { status: 'refused', error: (thrown as Error).message, ...copy })
  }
}

async function done(keeping: Keeping, work: ReturnType<typeof workOf>): Promise<void> {
  const { book, api, links, row } = keeping
  const live = (pinId: string, copy: PinCopy) =>
    book.record(row.id, { status: 'live', pinId, copy: JSON.stringify(copy), error: null, askedAt: null })
  if (work.work === 'nothing') return
  if (work.work === 'refuse') return book.record(row.id, { status: 'refused', error: work.why })
  if (work.work === 'end') return end(keeping)
  const { copy } = work
  if (work.work === 'update' && row.pinId !== null) {
    const isThere = await updatePin(api, row.pinId, copy)
    return isThere ? live(row.pinId, copy) : book.record(row.id, { status: 'removed' })
  }
  if (row.pinId !== null) {
    await deletePin(api, row.pinId)
    await book.record(row.id, { status: 'wanted', pinId: null, copy: null })
    links.forget(row.pinId)
  }
  const found = await links.find(row.boardId, linksIn(row, copy))
  if (found !== undefined && (await updatePin(api, found, copy))) return live(found, copy)
  if (isFresh(keeping)) return
  return live(await made(keeping, copy), copy)
}

/** Takes a Pin away; one whose making was begun may be there all the same. */
async function end(keeping: Keeping): Promise<void> {
  const { book, api, links, row } = keeping
  const begun = row.askedAt === null || row.copy === null ? undefined : (JSON.parse(row.copy) as PinCopy)
  const pinId = row.pinId ?? (begun === undefined ? undefined : await links.find(row.boardId, [begun.link]))
  if (pinId === undefined && isFresh(keeping)) return
  if (pinId !== undefined) await deletePin(api, pinId)
  await book.record(row.id, { status: 'ended', pinId: null, askedAt: null })
}

const isFresh = ({ api, row }: Keeping) => row.askedAt !== null && api.now() - row.askedAt < SETTLES

/** A Pin that was made stands on its board at the latest after so long. */
const SETTLES = 10 * MINUTE

/** Where it leads, or led when its making was begun. */
function linksIn({ pinId, copy: before }: PinRow, { link }: PinCopy): readonly string[] {
  return before === null || pinId !== null ? [link] : [link, (JSON.parse(before) as PinCopy).link]
}

/** That we are about to make it is noted before: a death in between is told from never having begun. */
async function made({ book, api, row }: Keeping, copy: PinCopy): Promise<string> {
  await book.record(row.id, { askedAt: api.now(), copy: JSON.stringify(copy) })
  try {
    return await createPin(api, row.boardId, copy)
  } catch (thrown) {
    if (kindOf(thrown) !== 'unknown') await book.record(row.id, { askedAt: null })
    throw thrown
  }
}

interface Links {
  find(boardId: string, links: readonly string[]): Promise<string | undefined>
  forget(pinId: string): void
}

/** What is on the boards already, each read once in a run and only when a Pin is about to be made. */
function linksOf(api: Api): Links {
  const boards = new Map<string, Promise<Map<string, string>>>()
  const gone = new Set<string>()
  return {
    async find(boardId, links) {
      const board = boards.get(boardId) ?? pinsByLink(api, boardId)
      boards.set(boardId, board)
      const there = await board
      return links.flatMap((link) => there.get(link) ?? []).find((pinId) => !gone.has(pinId))
    },
    forget: (pinId) => void gone.add(pinId),
  }
}
