import type { CommandOutcome } from '../acknowledgement.ts'
import type { Work } from '../lane/index.ts'
import type { CommandRow } from './command-rows.ts'
import type { StoredPayload } from './payload.ts'

/** The call that tells a command; undefined when the channel cannot be told that. */
export function callOf({ channel, api }: Work, row: CommandRow): (() => Promise<CommandOutcome>) | undefined {
  const { orders } = channel
  const { kind, orderId, externalId } = row
  const { edition = 0, ...payload } = row.payload as StoredPayload
  const call = orders?.[kind] as ((api: unknown, command: unknown) => Promise<CommandOutcome>) | undefined
  if (call === undefined) return undefined
  const commandId = edition === 0 ? row.id : `${row.id}.${edition}`
  return () => call(api, { ...payload, commandId, orderId, externalId })
}
