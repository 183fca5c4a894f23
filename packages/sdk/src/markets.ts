import type { Call, OutputOf } from './contract.ts'
import type { CallOptions } from './send.ts'

export type Market = OutputOf<'GET /markets'>['items'][number]

export interface Markets {
  /** Markets of this channel for pickers, and in what this very client is answered (`current`). */
  list(options?: CallOptions): Promise<OutputOf<'GET /markets'>>
}

export function marketsOf(call: Call): Markets {
  return { list: (options) => call('GET /markets', {}, options) }
}
