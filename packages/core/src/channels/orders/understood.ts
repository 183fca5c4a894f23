import { isCurrency } from '../../kernel/index.ts'
import type { ForeignOrder } from '../foreign-order.ts'
import type { Work } from '../lane/index.ts'
import type { IntakeIssue } from '../model.ts'

interface Misunderstood {
  readonly issue: IntakeIssue
}

/** What the raw answer means, or why it means nothing to us. */
export function understood(parse: () => ForeignOrder | undefined): ForeignOrder | Misunderstood {
  try {
    const order = parse()
    if (order === undefined) return unreadable('the channel takes no orders')
    const { currency, placedAt, lines } = order
    if (!isCurrency(currency))
      return { issue: { code: 'unknown_currency', message: `${currency} is no currency`, subject: currency } }
    if (Number.isNaN(Date.parse(placedAt))) return unreadable(`${placedAt} is no time`)
    const odd = lines.find(({ quantity, unitPrice }) => !isCount(quantity) || !isCount(unitPrice))
    return odd === undefined ? order : unreadable(`line ${odd.externalId} has no whole quantity and price`)
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error))
  }
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0

const unreadable = (message: string): Misunderstood => ({ issue: { code: 'unreadable', message, subject: null } })

/** Versions are numbers or times, both of which grow. */
export function isOlder(version: string | number, applied: string | null): boolean {
  if (applied === null) return false
  const [one, other] = [Number(version), Number(applied)]
  if (!Number.isNaN(one) && !Number.isNaN(other)) return one < other
  const [at, before] = [Date.parse(String(version)), Date.parse(applied)]
  return Number.isNaN(at) || Number.isNaN(before) ? String(version) < applied : at < before
}

/** Whether the plugin makes an order of what the channel said. */
export const isOrder = ({ channel, connection: { settings } }: Pick<Work, 'channel' | 'connection'>, raw: unknown) =>
  !('issue' in understood(() => channel.orders?.parse(raw, { settings })))
