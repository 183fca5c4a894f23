import { createHash } from 'node:crypto'
import { type Context, insertInto, requestProblems, run } from '../../kernel/index.ts'
import { defaultMarket } from '../../markets/index.ts'
import { problems } from '../problems.ts'
import { media } from '../schema.ts'
import type { MediaSize } from '../values.ts'
import { filesOf } from './files.ts'
import { mediaByHash } from './media-rows.ts'
import { makeSizes } from './sizes.ts'
import { type MediaType, sniff } from './sniff.ts'
import { safeSvg } from './svg.ts'
import { extensionOf } from './url.ts'

export interface Upload {
  readonly bytes: Uint8Array
  readonly alt?: string | undefined
  readonly language?: string | undefined
}

export interface Uploaded {
  readonly id: string
  /** False when the same file was there already. */
  readonly isNew: boolean
}

const insert = insertInto(media)

/**
 * Stores a file and the sizes of a picture, then its row. What it is, is told by its bytes; drawings are stored cleaned.
 * Throws `catalog.mediaUnsupported` or `catalog.mediaBroken`. A stop in between leaves files that the next upload of the same bytes writes again.
 */
export async function uploadMedia(ctx: Context, { bytes: sent, alt = '', language }: Upload): Promise<Uploaded> {
  const type = sniff(sent)
  if (type === undefined)
    throw problems.mediaUnsupported({ detail: 'Its first bytes are of no kind that is accepted.' })
  const bytes = type === 'image/svg+xml' ? cleaned(sent) : sent
  const hash = createHash('sha256').update(bytes).digest('hex')
  const before = await mediaByHash(ctx, hash)
  if (before !== undefined) return { id: before.id, isNew: false }
  const stored = await store(ctx, { bytes, hash, type })
  const spoken = language ?? (await defaultMarket(ctx)).defaultLanguage
  const { result } = await run(ctx, {
    name: 'catalog.uploadMedia',
    plan: async (): Promise<{ statements: ReturnType<typeof insert>[]; result: Uploaded }> => {
      const other = await mediaByHash(ctx, hash)
      if (other !== undefined) return { statements: [], result: { id: other.id, isNew: false } }
      const id = ctx.newId('med')
      const row = { ...stored, id, hash, alt, language: spoken, createdAt: ctx.now(), updatedAt: ctx.now() }
      return { statements: [insert(row, { refuse: () => 'stale' })], result: { id, isNew: true } }
    },
  })
  return result
}

function cleaned(bytes: Uint8Array): Uint8Array {
  const svg = safeSvg(new TextDecoder().decode(bytes))
  if (svg === undefined)
    throw problems.mediaBroken({ detail: 'The drawing is not well-formed XML, or declares entities.' })
  return new TextEncoder().encode(svg)
}

async function store(ctx: Context, file: { bytes: Uint8Array; hash: string; type: MediaType }) {
  const { bytes, hash, type } = file
  const files = filesOf(ctx)
  const folder = `media/${hash.slice(0, 2)}/${hash}`
  const fileKey = `${folder}/original.${extensionOf(type)}`
  const measured = type === 'application/pdf' ? undefined : await makeSizes(bytes, type)
  if (measured === undefined && type !== 'application/pdf')
    ctx.log.warn({ hash }, 'sharp is missing here: pictures keep their one size')
  await files.write(fileKey, bytes, { contentType: type })
  const sizes: MediaSize[] = []
  for (const { width, height, bytes: data } of measured?.made ?? []) {
    const key = `${folder}/${width}.webp`
    await files.write(key, data, { contentType: 'image/webp' })
    sizes.push({ width, height, bytes: data.byteLength, contentType: 'image/webp', key })
  }
  const kind = type === 'application/pdf' ? ('file' as const) : ('image' as const)
  const { width = null, height = null } = measured ?? {}
  return { kind, fileKey, contentType: type, bytes: bytes.byteLength, width, height, sizes }
}

/** The raw body of an upload. Throws `request.tooLarge` as soon as it grows beyond the limit, and `catalog.mediaUnsupported` when empty. */
export async function readUpload(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => requestProblems.tooLarge({ detail: `At most ${maxBytes} bytes are accepted here.` })
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  if (size === 0) throw problems.mediaUnsupported({ detail: 'The body is empty.' })
  return Buffer.concat(chunks)
}
