import { problems } from './problems.ts'

export type Fetch = typeof globalThis.fetch

/** Hosts as plugins declare them: `api.ebay.com`, `*.amazon.com`, with a port where it is not the usual one. */
export type Hosts = readonly string[]

const MOST_REDIRECTS = 5
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

/**
 * `fetch` that reaches the declared hosts only, by https, redirects included (each is followed by hand and looked at first).
 * Throws `plugins.foreignHost` before anything is sent.
 */
export function guardedFetch({
  id,
  hosts,
  fetch,
}: {
  readonly id: string
  readonly hosts: Hosts
  readonly fetch: Fetch
}): Fetch {
  return async (input, init) => {
    let request = new Request(input, { ...init, redirect: 'manual' })
    for (let hops = 0; ; hops += 1) {
      refuseOthers(id, new URL(request.url), hosts)
      const answer = await fetch(request.clone())
      const target = answer.headers.get('location')
      const isFollowed = init?.redirect === undefined || init.redirect === 'follow'
      if (!isFollowed || target === null || !REDIRECTS.includes(answer.status)) return answer
      if (hops === MOST_REDIRECTS) throw new TypeError(`more than ${MOST_REDIRECTS} redirects from ${request.url}`)
      request = followed(request, { url: new URL(target, request.url), status: answer.status })
    }
  }
}

function refuseOthers(id: string, url: URL, hosts: Hosts): void {
  const isDeclared = hosts.some((host) => isHost(url, host))
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  if (isDeclared && isSafe) return
  throw problems.foreignHost({
    detail: isDeclared ? `${id} called ${url.host} without https.` : `${id} called ${url.host}.`,
    hint: hosts.length === 0 ? `Add it to \`hosts\` of the plugin.` : `Declared: ${hosts.join(', ')}.`,
  })
}

function isHost(url: URL, declared: string): boolean {
  if (declared.startsWith('*.')) return url.host.endsWith(declared.slice(1))
  return url.host === declared || (isLoopback(url.hostname) && url.hostname === declared)
}

/** A sandbox on this machine. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

/** As browsers do: a POST that is answered 301, 302 or 303 goes on as a GET; to another host no credentials go along (Fetch Standard, 4.4). */
function followed(request: Request, { url, status }: { readonly url: URL; readonly status: number }): Request {
  const isAsked = status === 303 || (status < 303 && request.method === 'POST')
  const next = isAsked ? new Request(url, { headers: request.headers, redirect: 'manual' }) : new Request(url, request)
  if (url.host !== new URL(request.url).host) for (const name of ['authorization', 'cookie']) next.headers.delete(name)
  return next
}
