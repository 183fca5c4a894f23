/**
 * A `fetch` that sends what goes to a declared host to a sandbox instead; anything else is refused, so that no test leaves this machine.
 * @example routeHosts({ 'api.bazaar.example': sandbox.url })
 */
export function routeHosts(routes: Readonly<Record<string, string>>): typeof globalThis.fetch {
  return (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    const target = routes[url.host]
    if (target === undefined) throw new TypeError(`no sandbox stands for ${url.host}`)
    return fetch(new Request(new URL(`${url.pathname}${url.search}`, target), request))
  }
}
