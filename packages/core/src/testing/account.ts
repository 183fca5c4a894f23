import { type Exchange, httpOver } from '../channels/http.ts'
import type { Account, Quota } from '../channels/index.ts'
import { grants } from '../channels/lane/quota.ts'
import { createLog } from '../kernel/index.ts'

export interface TestAccount<Settings, Credentials> extends Account<Settings, Credentials> {
  /** Every call that was made, in order. */
  readonly exchanges: readonly Exchange[]
}

/** An account as `connect` gets it, without a shop: for tests of a channel's own calls. */
export function testAccount<Settings, Credentials>({
  settings,
  credentials,
  fetch,
  token = 'test-token',
  now = Date.now,
  connectionId = 'con_test',
}: {
  readonly settings: Settings
  readonly credentials: Credentials
  readonly fetch: typeof globalThis.fetch
  readonly token?: string | (() => Promise<string>)
  readonly now?: () => number
  readonly connectionId?: string
}): TestAccount<Settings, Credentials> {
  const exchanges: Exchange[] = []
  const { signal } = new AbortController()
  return {
    connectionId,
    settings,
    credentials,
    exchanges,
    signal,
    now,
    log: createLog({ level: 'silent' }),
    quota: quotaInMemory(now),
    token: typeof token === 'function' ? token : async () => token,
    http: httpOver({
      fetch,
      now,
      signal,
      take: async () => undefined,
      hint: () => undefined,
      record: (exchange) => void exchanges.push(exchange),
    }),
  }
}

/** As the engine counts, for one process. */
function quotaInMemory(now: () => number): Quota {
  const used = new Map<string, { readonly count: number; readonly endsAt: number }>()
  const live = (name: string) => {
    const known = used.get(name)
    return known === undefined || known.endsAt <= now() ? undefined : known
  }
  const counted = (name: string, more: number, endsAt: number) =>
    used.set(name, { count: Math.max(0, (live(name)?.count ?? 0) + more), endsAt: live(name)?.endsAt ?? endsAt })
  return {
    spend: async (spendings, endsAt) => {
      const before = new Map(spendings.map(({ name }) => [name, live(name)?.count ?? 0]))
      const { granted, counts } = grants(spendings, before)
      for (const [name, { count }] of counts) counted(name, count, endsAt)
      return granted
    },
    giveBack: async (names) => {
      for (const name of names) counted(name, -1, 0)
    },
  }
}
