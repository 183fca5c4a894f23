import type { SellableVariant } from '../../catalog/index.ts'
import { failpoint, insertInto, type Statement } from '../../kernel/index.ts'
import type { Address } from '../../markets/index.ts'
import { changeForeignOrder, type ForeignChange, type OrderAggregate } from '../../orders/index.ts'
import type { ForeignOrder } from '../foreign-order.ts'
import type { Work } from '../lane/index.ts'
import type { IntakeIssue } from '../model.ts'
import { channelCommands } from '../schema.ts'
import { storeOf } from '../store-of.ts'
import { addressOf } from './address.ts'
import { type IntakeRow, insertIntakeLine, linesOfIntake, patchIntake, settled, tellParked } from './intake-rows.ts'
import { variantsByKey } from './keys.ts'
import { refusal, SHIPPED_THERE } from './place.ts'
import { lineOf } from './purchase.ts'
import { type Target, targetOf } from './target.ts'

type Placed = IntakeRow & { readonly orderId: string }
type Keys = ReadonlyMap<string, SellableVariant>

const insertCommand = insertInto(channelCommands, 'skip')

/** Lets an order in the book follow what happened to it at its channel. Answers why it could not be followed at all. */
export async function followIntake(work: Work, row: Placed, order: ForeignOrder): Promise<IntakeIssue | undefined> {
  const { ctx, connection } = work
  const ours = new Map(
    (await ctx.db.all(linesOfIntake, { intakeId: row.id })).map((line) => [line.externalId, line.orderLineId]),
  )
  const added = order.lines.filter(({ externalId }) => !ours.has(externalId)).map(({ key }) => key)
  const variants = await variantsByKey(await storeOf(ctx, connection), connection.id, added)
  try {
    await changeForeignOrder(ctx, row.orderId, async (aggregate) => {
      const target = targetOf({ order, before: row.applied, lines: aggregate.lines, ours })
      return changeOf(work, { row, order, aggregate, variants, target })
    })
  } catch (error) {
    return refusal(error)
  }
  failpoint('channels.followed')
  return undefined
}

interface Following {
  readonly row: Placed
  readonly order: ForeignOrder
  readonly aggregate: OrderAggregate
  readonly target: Target
  readonly variants: Keys
}

function changeOf({ ctx }: Work, following: Following): ForeignChange {
  const { row, order, target, variants, aggregate } = following
  const isOpen = aggregate.order.status === 'open'
  const added = (isOpen ? target.added : []).flatMap((line) => {
    const variant = variants.get(line.key)
    return variant === undefined ? [] : [lineOf(line, { order, variant })]
  })
  const keys = new Map(order.lines.map(({ externalId, key }) => [externalId, key]))
  const isLess = aggregate.lines.some(({ id, cancelled }) => (target.lines.get(id)?.cancelled ?? 0) > cancelled)
  const issue = issueOf(following)
  return {
    lines: isOpen ? target.lines : new Map(),
    added,
    isPaid: order.payment === 'paid',
    buyer: buyerOf(order, row.applied),
    reason: isOpen ? 'changed at the channel' : null,
    told: { by: 'channel', connectionId: row.connectionId, externalId: row.externalId },
    also: ({ commandId, lineIds }) => [
      patchIntake({ id: row.id }, { ...settled(ctx, row, { order, issue }), ...unfollowed(row, issue) }),
      ...(issue === null ? [] : [tellParked(ctx, row)]),
      ...[...lineIds].map(([externalId, orderLineId]) =>
        insertIntakeLine({ orderLineId, intakeId: row.id, externalId, key: keys.get(externalId) ?? '' }),
      ),
      ...(isOpen && isLess ? [heard(ctx.now(), { row, commandId })] : []),
    ],
  }
}

/** More was ordered than was taken up: that stays so when it is tried again. */
const unfollowed = ({ applied }: Placed, issue: IntakeIssue | null) => (issue?.code === 'changed' ? { applied } : {})

/** What the channel cancelled is not told back to it: the telling is done before anybody thinks of it. */
function heard(now: number, { row, commandId }: { readonly row: Placed; readonly commandId: string }): Statement {
  return insertCommand({
    id: `ccm_${commandId}`,
    connectionId: row.connectionId,
    kind: 'cancel',
    subject: commandId,
    orderId: row.orderId,
    externalId: row.externalId,
    payload: { lines: [] },
    status: 'done',
    outcome: { by: 'channel' },
    createdAt: now,
    updatedAt: now,
  })
}

/** What changed of the buyer since the channel told it last; what staff corrected in between stays. */
function buyerOf(order: ForeignOrder, before: ForeignOrder | null): ForeignChange['buyer'] {
  const place = (one: ForeignOrder | null) => (one === null ? null : addressOf(one.address, one.buyer.name))
  const address = place(order)
  const isMoved = address !== null && JSON.stringify(address) !== JSON.stringify(place(before))
  const { email } = order.buyer
  return {
    ...(isMoved ? { shippingAddress: address satisfies Address } : {}),
    ...(email !== undefined && email !== before?.buyer.email ? { email } : {}),
  }
}

/** What cannot be followed, because it cannot be undone here, or is not known. */
function issueOf({ aggregate: { order: ours, lines }, order, target, variants }: Following): IntakeIssue | null {
  const issue = (code: IntakeIssue['code'], message: string, subject: string | null = null) => ({
    code,
    message,
    subject,
  })
  if (target.late > 0)
    return issue('sent_already', `${target.late} pieces were cancelled at the channel after they had left`)
  const unknown = target.added.find(({ key }) => !variants.has(key))
  if (unknown !== undefined) return issue('unknown_item', `${unknown.key} is no item of ours`, unknown.key)
  const isMore = lines.some(({ id, quantity }) => (target.lines.get(id)?.quantity ?? 0) > quantity)
  if (ours.status !== 'open' && (isMore || target.added.length > 0))
    return issue('changed', `more was ordered at the channel, and the order is ${ours.status}`)
  const isUnsent = ours.status === 'open' && ours.fulfillmentStatus === 'unfulfilled'
  return order.status === 'shipped' && isUnsent ? SHIPPED_THERE : null
}
