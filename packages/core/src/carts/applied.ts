import { allocate } from '../kernel/index.ts'
import type { Adjustment } from './adjustments.ts'

/** Amounts in minor units; `adjustment` is signed and never takes more than there is. */
interface AppliedLine {
  readonly id: string
  readonly subtotal: number
  readonly adjustment: number
}

export interface Applied {
  readonly lines: readonly AppliedLine[]
  /** Null while no delivery is chosen. */
  readonly delivery: { readonly amount: number; readonly adjustment: number } | null
  /** With the amounts that had an effect; those without one are left out. */
  readonly adjustments: readonly Adjustment[]
}

interface Pot {
  readonly id: string
  readonly subtotal: number
  left: number
}

/**
 * Takes adjustments one after the other: of a line, of the order (shared over the lines by what is left of each, the remainder by
 * largest fraction), of the delivery. Nothing falls below zero, and what was really taken adds up to the parts exactly.
 */
export function applyAdjustments(
  goods: {
    readonly lines: readonly { readonly id: string; readonly subtotal: number }[]
    readonly delivery: number | null
  },
  adjustments: readonly Adjustment[],
): Applied {
  const pots: Pot[] = goods.lines.map(({ id, subtotal }) => ({ id, subtotal, left: subtotal }))
  const parcel = goods.delivery === null ? null : { amount: goods.delivery, left: goods.delivery }
  const applied: Adjustment[] = []
  for (const adjustment of adjustments) {
    const { target, amount } = adjustment
    const taken =
      target === 'delivery'
        ? take(parcel, amount)
        : target === 'order'
          ? share(pots, amount)
          : take(of(pots, target.line), amount)
    if (taken !== 0) applied.push({ ...adjustment, amount: taken })
  }
  return {
    lines: pots.map(({ id, subtotal, left }) => ({ id, subtotal, adjustment: left - subtotal })),
    delivery: parcel === null ? null : { amount: parcel.amount, adjustment: parcel.left - parcel.amount },
    adjustments: applied,
  }
}

function of(pots: readonly Pot[], line: string): Pot | null {
  return pots.find(({ id }) => id === line) ?? null
}

function take(pot: { left: number } | null, amount: number): number {
  if (pot === null) return 0
  const taken = Math.max(amount, -pot.left)
  pot.left += taken
  return taken
}

function share(pots: readonly Pot[], amount: number): number {
  if (pots.length === 0) return 0
  const weights = pots.map(({ left }) => left)
  const taken = Math.max(amount, -weights.reduce((total, left) => total + left, 0))
  const parts = allocate(taken, weights)
  for (const [index, pot] of pots.entries()) pot.left += parts[index] ?? 0
  return taken
}
