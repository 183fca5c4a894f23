import { requestProblems } from '@vitrine/core'

/** The text of an upload. Throws `request.unsupportedType` and, as soon as it is passed, `request.tooLarge`. */
export async function textOf(
  request: Request,
  { type, maxBytes }: { readonly type: string; readonly maxBytes: number },
): Promise<string> {
  const given = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (given !== type) throw requestProblems.unsupportedType({ hint: `Send Content-Type: ${type}.` })
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) throw requestProblems.tooLarge({ detail: `At most ${maxBytes} bytes are accepted here.` })
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
