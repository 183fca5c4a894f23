import { readBytes } from '../../kernel/index.ts'
import type { HookRequest } from '../channel.ts'

/** Platforms send hints; more than this is none. */
const MOST_BYTES = 1_048_576

/** A request as its sender made it, byte for byte, because signatures are about that. Throws `request.tooLarge`. */
export async function hookRequest(request: Request): Promise<HookRequest> {
  const body = await readBytes(request, MOST_BYTES)
  const { method, url, headers } = request
  return { method, url, query: new URL(url).searchParams, headers, body, text: new TextDecoder().decode(body) }
}
