import { requestProblems } from '../kernel/index.ts'

interface Limits {
  readonly maxBytes: number
  readonly types: readonly string[]
}

/** The bytes of an upload as they arrive. Throws `request.unsupportedType` at once and `request.tooLarge` when the limit is passed. */
export function uploadOf(request: Request, { maxBytes, types }: Limits): AsyncIterable<Uint8Array> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!types.includes(type))
    throw requestProblems.unsupportedType({
      detail: type === '' ? 'There is no Content-Type.' : `${type.slice(0, 100)} is not accepted here.`,
      hint: `Send Content-Type: ${types[0]}.`,
    })
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  return limited(request, maxBytes)
}

async function* limited(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}

function tooLarge(maxBytes: number) {
  return requestProblems.tooLarge({ detail: `At most ${maxBytes} bytes are accepted here.` })
}
