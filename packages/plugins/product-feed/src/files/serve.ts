import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { FORMATS, type FormatName } from './formats.ts'
import type { Shelf } from './keep.ts'
import type { FileRow } from './tables.ts'

interface Asked {
  readonly request: Request
  readonly format: FormatName
  /** The packed file itself, by its name (`feed.xml.gz`). */
  readonly isPacked: boolean
}

/** The kept file, or 304. Nothing is made here: a pull costs the reads of its parts. */
export function served(shelf: Shelf, file: FileRow, { request, format, isPacked }: Asked): Response {
  const isTransferPacked = !isPacked && takesGzip(request.headers)
  const etag = `"${file.hash?.slice(0, 27)}${isPacked || isTransferPacked ? '-gz' : ''}"`
  const headers = new Headers({
    ETag: etag,
    'Last-Modified': new Date(file.changedAt ?? 0).toUTCString(),
    'Cache-Control': 'private, no-cache',
    'X-Robots-Tag': 'noindex',
    ...(isPacked ? {} : { Vary: 'Accept-Encoding' }),
  })
  if (isKnown(request.headers, etag, file.changedAt ?? 0)) return new Response(null, { status: 304, headers })
  headers.set('Content-Type', isPacked ? 'application/gzip' : FORMATS[format].type)
  if (isTransferPacked) headers.set('Content-Encoding', 'gzip')
  headers.set('Content-Length', String(isPacked || isTransferPacked ? file.packedSize : file.size))
  const bytes = partsOf(shelf, file)
  const body = isPacked || isTransferPacked ? bytes : unpacked(bytes)
  return new Response(body, { headers })
}

/** One part for each pull of the reader, so that a slow one holds no memory. */
function partsOf(shelf: Shelf, { version, parts }: FileRow): ReadableStream<Uint8Array> {
  let number = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (number >= parts) return controller.close()
        const bytes = await shelf.part(version ?? '', number)
        if (bytes === undefined) return controller.error(new Error('the file was made anew twice while it was read'))
        number += 1
        controller.enqueue(new Uint8Array(bytes))
      },
    },
    { highWaterMark: 1 },
  )
}

function unpacked(packed: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const gunzip = createGunzip()
  const source = Readable.fromWeb(packed as Parameters<typeof Readable.fromWeb>[0])
  source.on('error', (error) => gunzip.destroy(error))
  gunzip.on('close', () => source.destroy())
  return Readable.toWeb(source.pipe(gunzip)) as ReadableStream<Uint8Array>
}

/** RFC 9110, 12.5.3: named, or by `*`, and not with `q=0`. */
function takesGzip(headers: Headers): boolean {
  const wishes = (headers.get('accept-encoding') ?? '').split(',').map((part) => part.trim().toLowerCase())
  const wish = wishes.find((part) => /^(x-)?gzip\b/.test(part)) ?? wishes.find((part) => part.startsWith('*'))
  return wish !== undefined && !/;\s*q=0(\.0*)?$/.test(wish)
}

/** RFC 9110, 13.2.2: the tag decides when there is one, the date otherwise. */
function isKnown(headers: Headers, etag: string, changedAt: number): boolean {
  const tags = headers.get('if-none-match')
  if (tags !== null) return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
  const since = Date.parse(headers.get('if-modified-since') ?? '')
  return !Number.isNaN(since) && Math.floor(changedAt / 1_000) * 1_000 <= since
}
