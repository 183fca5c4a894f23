import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { Connected, Issue } from '@vitrine/core'
import type { Offering } from '../offers/google-row.ts'
import type { FeedSettings } from '../settings.ts'
import { FORMATS } from './formats.ts'
import type { Shelf } from './keep.ts'
import type { FeedApi } from './listing.ts'
import { columnsOf, rowsOf } from './rows.ts'
import { tally } from './tally.ts'
import { walk } from './walk.ts'

export type FeedConnection = Pick<Connected<FeedSettings, unknown, FeedApi>, 'id' | 'name' | 'store' | 'listed' | 'api'>

/** A text is handed on when it is this long. */
const PIECE = 65_536

interface Writing {
  readonly connection: FeedConnection
  readonly url: string
  readonly now: number
  readonly signal?: AbortSignal | undefined
  /** Told of every item, and of what is against it. */
  readonly note: (noted: {
    readonly key: string
    readonly productId: string
    readonly issues: readonly Issue[]
  }) => void | Promise<void>
}

const isError = ({ severity }: Issue) => severity === 'error'

/** The file in pieces. Items with errors are left out: their reader would refuse them. */
async function* written({ connection, url, now, signal, note }: Writing): AsyncGenerator<string> {
  const { settings } = connection.api
  const format = FORMATS[settings.format]
  const columns = columnsOf(settings)
  const at: Offering = { condition: settings.condition, country: countryOf(connection), now }
  let piece = format.head({ title: connection.name, url, columns })
  let isFirst = true
  for await (const page of walk(connection, signal))
    for (const { key, item } of page) {
      const rows = rowsOf(item, settings, at)
      const issues = rows.flatMap((judged) => judged.issues)
      const said = note({ key, productId: item.product.productId, issues })
      if (said !== undefined) await said
      for (const { row, issues: against } of rows) {
        if (against.some(isError)) continue
        piece += format.row(row, { columns, isFirst })
        isFirst = false
      }
      if (piece.length < PIECE) continue
      yield piece
      piece = ''
    }
  yield piece + format.foot
}

function countryOf({ api, store }: FeedConnection): string {
  return api.settings.country ?? store.market.countries[0] ?? ''
}

/** Bytes of a part of the packed file. */
const PART = 256 * 1_024

export interface Making {
  readonly connection: FeedConnection
  readonly shelf: Shelf
  readonly url: string
  readonly version: string
  readonly isPublic: boolean
  readonly now: () => number
  readonly signal?: AbortSignal | undefined
}

/** Makes the file of a connection anew, and its report. What is kept changes at the end, at once. */
export async function makeFile({ connection, shelf, url, version, isPublic, now, signal }: Making): Promise<void> {
  const startedAt = now()
  const counted = tally((rows) => shelf.putIssues(version, rows))
  const hash = createHash('sha256')
  let size = 0
  const pieces = written({ connection, url, now: startedAt, signal, note: counted.note })
  async function* measured(): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece)
      hash.update(bytes)
      size += bytes.byteLength
      yield bytes
    }
  }
  const packed = await keepParts(Readable.from(measured()).compose(createGzip()), (number, bytes) =>
    shelf.putPart({ version, number, bytes }),
  )
  const totals = await counted.end()
  await shelf.put(connection.id, {
    ...totals,
    ...packed,
    version,
    isPublic,
    madeOf: connection.api.settings,
    hash: hash.digest('base64url'),
    size,
    changedAt: startedAt,
    madeAt: startedAt,
    took: now() - startedAt,
    error: null,
  })
}

async function keepParts(
  packed: AsyncIterable<Buffer>,
  put: (number: number, bytes: Buffer) => Promise<unknown>,
): Promise<{ readonly parts: number; readonly packedSize: number }> {
  let waiting: Buffer[] = []
  let length = 0
  let packedSize = 0
  let number = 0
  const flush = async () => {
    await put(number, Buffer.concat(waiting))
    number += 1
    waiting = []
    length = 0
  }
  for await (const chunk of packed) {
    waiting.push(chunk)
    length += chunk.byteLength
    packedSize += chunk.byteLength
    if (length >= PART) await flush()
  }
  if (length > 0) await flush()
  return { parts: number, packedSize }
}
