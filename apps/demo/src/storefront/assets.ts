import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawLogo } from '../art/index.ts'

export interface Assets {
  /** Address of a source file of the client build, such as `src/storefront/styles/index.css`. */
  href(source: string): string
  /** The answer to a request of one of them; undefined when there is no such file. */
  serve(request: Request): Response | undefined
}

interface Asset {
  readonly type: string
  readonly etag: string
  readonly isImmutable: boolean
  readonly bodies: Readonly<Partial<Record<'br' | 'gzip' | 'identity', Uint8Array<ArrayBuffer>>>>
}

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Reads what the client build made: names with a hash never change, so that they can be kept for a year. */
export function loadAssets(folder: string): Assets {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    { readonly file: string }
  >
  const assets = new Map<string, Asset>([['/favicon.svg', drawn(drawLogo())]])
  for (const name of readdirSync(join(folder, 'assets')))
    if (/\.(js|css)$/.test(name)) assets.set(`/assets/${name}`, built(folder, name))
  return {
    href(source) {
      const entry = manifest[source]
      if (entry === undefined) throw new Error(`The build made nothing of ${source}.`)
      return `/${entry.file}`
    },
    serve(request) {
      const asset = assets.get(new URL(request.url).pathname)
      return asset === undefined ? undefined : answer(asset, request)
    },
  }
}

function built(folder: string, name: string): Asset {
  const file = join(folder, 'assets', name)
  const identity = readFileSync(file)
  return {
    type: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    etag: etagOf(identity),
    isImmutable: true,
    bodies: { identity, br: readFileSync(`${file}.br`), gzip: readFileSync(`${file}.gz`) },
  }
}

function drawn(svg: string): Asset {
  const identity = Buffer.from(svg)
  return { type: 'image/svg+xml', etag: etagOf(identity), isImmutable: false, bodies: { identity } }
}

function etagOf(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
}

function answer({ type, etag, isImmutable, bodies }: Asset, request: Request): Response {
  const headers = new Headers({
    'Content-Type': type,
    'Cache-Control': isImmutable ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
    ETag: etag,
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  })
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers })
  const accepted = request.headers.get('Accept-Encoding') ?? ''
  const encoding = (['br', 'gzip'] as const).find((each) => bodies[each] !== undefined && accepted.includes(each))
  if (encoding !== undefined) headers.set('Content-Encoding', encoding)
  const body = bodies[encoding ?? 'identity'] ?? null
  return new Response(request.method === 'HEAD' ? null : body, { headers })
}
