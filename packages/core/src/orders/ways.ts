import type { DeliveryPartSnapshot, DeliverySnapshot } from './model.ts'

/** How one line reaches the buyer: by the part of the delivery that names it, else as the rest of the order. */
export function wayOf(
  delivery: DeliverySnapshot | null | undefined,
  key: string,
): DeliverySnapshot | DeliveryPartSnapshot | null {
  return delivery?.parts?.find(({ lineKeys }) => lineKeys.includes(key)) ?? delivery ?? null
}

/** The delivery of a purchase as its order keeps it: parts name order lines. */
export function deliveryOfOrder(
  delivery: DeliverySnapshot | null,
  lineIds: ReadonlyMap<string, string>,
): DeliverySnapshot | null {
  if (delivery?.parts === undefined) return delivery
  const parts = delivery.parts.map((part) => ({
    ...part,
    lineKeys: part.lineKeys.flatMap((key) => lineIds.get(key) ?? []),
  }))
  return { ...delivery, parts }
}
