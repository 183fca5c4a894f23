import { moneyView } from '../kernel/index.ts'
import type { LookedAt } from './change.ts'
import type { WarningView } from './model.ts'
import { isHeld, type QuotedLine } from './quote.ts'
import { type WarningTexts, warningTexts } from './warning-texts.ts'

/** What the buyer of an open cart should see before going on, in the cart's language. A cart that is paid for warns of nothing. */
export function warningsOf(looked: LookedAt): WarningView[] {
  const { store, cart, lines } = looked
  if (cart.status !== 'open') return []
  const texts = warningTexts(store.languages)
  const held = cart.holdExpiresAt !== null && !isHeld(cart, store.now())
  const ofCart: WarningView[] = held ? [{ code: 'holdExpired', lineId: null, message: texts.holdExpired }] : []
  return [...lines.flatMap((line) => warningsOfLine(looked, line, texts)), ...ofCart]
}

function warningsOfLine(looked: LookedAt, line: QuotedLine, texts: WarningTexts): WarningView[] {
  const lineId = line.row.id
  if (!line.isForSale) return [{ code: 'notForSale', lineId, message: texts.notForSale }]
  const left = looked.shortages.get(lineId)
  return [...priceWarning(looked, line, texts), ...(left === undefined ? [] : [shortWarning(lineId, left, texts)])]
}

function shortWarning(lineId: string, available: number, texts: WarningTexts): WarningView {
  return { code: 'short', lineId, available, message: available === 0 ? texts.soldOut : texts.short(available) }
}

function priceWarning({ cart }: LookedAt, { row, price }: QuotedLine, texts: WarningTexts): WarningView[] {
  const { seenAmount } = row
  if (price === null || seenAmount === null || price.amount === seenAmount) return []
  const [before, now] = [seenAmount, price.amount].map((amount) => moneyView(amount, cart.currency, cart.language))
  if (before === undefined || now === undefined) return []
  const say = price.amount > seenAmount ? texts.raised : texts.lowered
  const message = say({ before: before.formatted, now: now.formatted })
  return [{ code: 'priceChanged', lineId: row.id, message, before, now }]
}
