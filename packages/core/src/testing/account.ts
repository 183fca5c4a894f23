import { type Exchange, httpOver } from '../channels/http.ts'
import type { Account } from '../channels/index.ts'
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
