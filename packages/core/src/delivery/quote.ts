import { extensionPoint } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import type { DeliveryOption, MethodType } from './model.ts'
import type { Parcel } from './options.ts'

/** What a way of delivery would be for these goods. */
export interface DeliveryAsked {
  readonly option: DeliveryOption
  readonly parcel: Parcel
}

/**
 * Has a word about each way of delivery of some types before the buyer sees it: its price (minor units), days, places where it is fetched and
 * when it can be, or null where it cannot be had. Asked whenever options are shown or chosen, so it must be quick.
 */
export interface DeliveryQuoter {
  readonly name: string
  readonly types: readonly MethodType[]
  readonly quote: (ctx: StoreContext, asked: DeliveryAsked) => Promise<DeliveryOption | null> | DeliveryOption | null
}

/** Where plugins hang their say about delivery: `contribute(deliveryQuote, quoter)`. */
export const deliveryQuote = extensionPoint<DeliveryQuoter>('delivery.quote')

/** Milliseconds after which a quote is not waited for any more. */
const PATIENCE = 2_000

/** The options after everybody had a say. A way that fails to be quoted is not offered: a promise that nobody can keep is worse than none. */
export async function quoted(
  ctx: StoreContext,
  options: readonly DeliveryOption[],
  parcel: Parcel,
): Promise<DeliveryOption[]> {
  const quoters = ctx.extensions.of(deliveryQuote)
  if (quoters.length === 0) return [...options]
  const asked = await Promise.all(options.map((option) => quoteOne(ctx, quoters, { option, parcel })))
  return asked.flatMap((option) => option ?? [])
}

async function quoteOne(
  ctx: StoreContext,
  quoters: readonly DeliveryQuoter[],
  { option: before, parcel }: DeliveryAsked,
): Promise<DeliveryOption | null> {
  const { id, code, type, currency } = before
  let option: DeliveryOption = before
  for (const quoter of quoters.filter(({ types }) => types.includes(type))) {
    const answer = await inTime(async () => quoter.quote(ctx, { option, parcel })).catch((err: unknown) => {
      ctx.log.error({ err, quoter: quoter.name, method: code }, 'a way of delivery could not be quoted')
      return null
    })
    if (answer === null || !isPrice(answer.amount)) return null
    option = { ...answer, id, code, type, currency }
  }
  return option
}

function isPrice(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount >= 0
}

async function inTime<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${PATIENCE} ms`)), PATIENCE)
  })
  return Promise.race([work(), late]).finally(() => clearTimeout(timer))
}
