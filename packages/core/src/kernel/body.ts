import { problems } from './problems.ts'

/** Engines quote the body around a mistake, and a body may hold a password. */
const EXCERPT = /,? (?:\.\.\.)?".*is not valid JSON$/s
const DEFAULT_MAX_BODY = 1_048_576

export interface JsonBody {
  readonly text: string
  readonly json: unknown
}

/** Reads a JSON body up to a size in bytes. Throws `request.tooLarge`, `request.unsupportedType` or `request.malformed`. */
export async function readBody(request: Request, maxBytes: number = DEFAULT_MAX_BODY): Promise<JsonBody> {
  refuseType(request)
  const announced = Number(request.headers.get('content-length') ?? Number.NaN)
  if (announced > maxBytes) throw tooLarge(maxBytes)
  const text = decode(Number.isNaN(announced) ? await readStream(request, maxBytes) : await request.arrayBuffer())
  if (text === '')
    throw problems.malformed({
      detail: 'The body is empty.',
      hint: 'Send a JSON object.',
      errors: [{ path: 'body', code: 'required', message: 'is required' }],
    })
  try {
    return { text, json: JSON.parse(text) }
  } catch (error) {
    throw problems.malformed({
      detail: (error as Error).message.replace(EXCERPT, ''),
      errors: [{ path: 'body', code: 'json', message: 'is not valid JSON' }],
    })
  }
}

function refuseType(request: Request): void {
  const type = request.headers.get('content-type')
  if (type !== null && /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) return
  throw problems.unsupportedType({
    detail: type === null ? 'There is no Content-Type.' : `${type.slice(0, 100)} is not accepted here.`,
    hint: 'Send Content-Type: application/json.',
  })
}

/** A body of any type as it came, byte for byte. Throws `request.tooLarge`. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readStream(request, maxBytes))
}

async function readStream(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Bytes that are no UTF-8 are refused: replaced by `\uFFFD` they would be stored for ever. */
function decode(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw problems.malformed({
      detail: 'The body is not UTF-8.',
      hint: 'Send JSON in UTF-8.',
      errors: [{ path: 'body', code: 'encoding', message: 'is not UTF-8' }],
    })
  }
}

function tooLarge(maxBytes: number) {
  return problems.tooLarge({ detail: `At most ${maxBytes} bytes are accepted here.` })
}
