import type { Acknowledge, Cancel, Ready, Refund, Ship } from '../foreign-order.ts'

type Body<Command> = Omit<Command, 'commandId' | 'orderId' | 'externalId'>

/** What is told, by kind, without whom it is about. */
export interface Payloads {
  readonly acknowledge: Body<Acknowledge>
  readonly ship: Body<Ship>
  readonly cancel: Body<Cancel>
  readonly refund: Body<Refund>
  readonly ready: Body<Ready>
}
export type CommandKind = keyof Payloads

/** As it is stored: `edition` grows when staff change what is told, since that is another request. */
export type StoredPayload<Kind extends CommandKind = CommandKind> = Payloads[Kind] & { readonly edition?: number }
