import type { HookDelivery } from './hook-sender.ts'
import type { CallFilter, SandboxCall } from './journal.ts'
import type { Knobs, KnobsInput } from './knobs.ts'
import type { Acting } from './platform.ts'

/** The actions of a platform in another process. */
export type ActingRemotely<A> = {
  readonly [Name in keyof Acting<A>]: Acting<A>[Name] extends (input: infer Input) => infer Result
    ? (input: Input) => Promise<Awaited<Result>>
    : never
}

export interface RemoteSandbox<A> {
  readonly url: string
  readonly act: ActingRemotely<A>
  turn(knobs: Partial<KnobsInput>): Promise<Knobs>
  calm(): Promise<Knobs>
  calls(filter?: CallFilter): Promise<SandboxCall[]>
  /** Asks until there are so many answered calls; rejects after `timeout` (5 s). */
  waitForCalls(filter: CallFilter & { readonly count?: number; readonly timeout?: number }): Promise<SandboxCall[]>
  readonly deliveries: () => Promise<HookDelivery[]>
  replay(id: string): Promise<void>
  settle(wait?: { readonly quiet?: number; readonly timeout?: number }): Promise<void>
}

/**
 * A sandbox that runs elsewhere, by its address: what `openSandbox` gives, over HTTP.
 * @example const sandbox = sandboxAt<MarketplaceActions>('http://127.0.0.1:4801')
 */
export function sandboxAt<A>(url: string): RemoteSandbox<A> {
  const post = (path: string, body: unknown = {}) => ask(url, path, { method: 'POST', body: JSON.stringify(body) })
  const act = new Proxy({}, { get: (_, name) => (input: unknown) => post(`/sandbox/do/${String(name)}`, input) })
  const queryOf = (filter: CallFilter) =>
    new URLSearchParams(Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]))
  const calls = (filter: CallFilter = {}) => ask(url, `/sandbox/calls?${queryOf(filter)}`) as Promise<SandboxCall[]>
  return {
    url,
    calls,
    async waitForCalls({ count = 1, timeout = 5_000, ...filter }) {
      for (const end = performance.now() + timeout; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const found = (await calls(filter)).filter(({ status }) => status !== null)
        if (found.length >= count) return found
        if (performance.now() > end) throw new Error(`${found.length} of ${count} calls like ${JSON.stringify(filter)}`)
      }
    },
    act: act as ActingRemotely<A>,
    turn: (knobs) => post('/sandbox/knobs', knobs) as Promise<Knobs>,
    calm: () => post('/sandbox/calm') as Promise<Knobs>,
    replay: async (id) => void (await post(`/sandbox/replay/${id}`)),
    deliveries: () => ask(url, '/sandbox/deliveries') as Promise<HookDelivery[]>,
    settle: async (wait) => void (await post('/sandbox/settle', wait)),
  }
}

async function ask(url: string, path: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(new URL(path, url), { headers: { 'content-type': 'application/json' }, ...init })
  const body = (await answer.json()) as { readonly message?: unknown }
  if (!answer.ok) throw new Error(`the sandbox refused ${path}: ${JSON.stringify(body.message)}`)
  return body
}
