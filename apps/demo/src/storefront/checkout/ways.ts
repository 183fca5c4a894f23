import type { CartView, DeliveryOption } from '@vitrine/sdk'
import type { Form } from '../form.ts'

/** A place of ours where goods can be fetched. */
export interface PickupPlace {
  readonly id: string
  readonly name: string
  readonly note: string | null
}

/** One choice: a way of delivery, and the place for those that have several. `value` names it in a form. */
export interface Way {
  readonly value: string
  readonly option: DeliveryOption
  readonly place: PickupPlace | undefined
  readonly readyAt: string | null
  /** Not all of it is there. */
  readonly isShort: boolean
}

/** A method of pick-up is one choice for each of its places that serve this market. */
export function waysOf(options: readonly DeliveryOption[], places: ReadonlyMap<string, PickupPlace>): Way[] {
  return options.flatMap((option): Way[] => {
    if (option.pickupLocationIds.length === 0)
      return [{ value: option.code, option, place: undefined, readyAt: null, isShort: false }]
    return option.pickupLocationIds.flatMap((id): Way[] => {
      const place = places.get(id)
      const there = option.places.find(({ locationId }) => locationId === id)
      const isShort = (there?.missingLineIds.length ?? 0) > 0
      const readyAt = isShort ? null : (there?.readyAt ?? null)
      return place === undefined ? [] : [{ value: `${option.code} ${id}`, option, place, readyAt, isShort }]
    })
  })
}

/** What stands for "each line its own way" among the choices. */
export const EACH = 'each'
const LINE = 'line-'

export const fieldOfLine = (lineId: string) => `${LINE}${lineId}`

const wayNamed = (value: string) => {
  const [code = '', locationId] = value.split(' ')
  return { code, ...(locationId !== undefined && { locationId }) }
}

const isFetched = (value: string) => value.includes(' ')

/** What a form asks for; undefined when something was not chosen. Lines that go the same way go together; what is sent is the main way. */
export function choiceIn(form: Form, lineIds: readonly string[]) {
  const chosen = form.get('delivery')
  if (chosen !== EACH) return chosen === '' ? undefined : wayNamed(chosen)
  const groups = new Map<string, string[]>()
  for (const lineId of lineIds) {
    const value = form.get(fieldOfLine(lineId))
    if (value === '') return undefined
    groups.set(value, [...(groups.get(value) ?? []), lineId])
  }
  const [main, ...parts] = [...groups].sort(([a], [b]) => Number(isFetched(a)) - Number(isFetched(b)))
  if (main === undefined) return undefined
  return { ...wayNamed(main[0]), parts: parts.map(([value, ids]) => ({ ...wayNamed(value), lineIds: ids })) }
}

const valueOfWay = ({ code, locationId }: { readonly code: string; readonly locationId: string | null }) =>
  locationId === null ? code : `${code} ${locationId}`

/** How each line of a cart is to reach the buyer, as it was chosen before: by line; empty before the first choice. */
export function chosenByLine({ delivery, lines }: CartView): ReadonlyMap<string, string> {
  if (delivery === null) return new Map()
  const parts = new Map(delivery.parts.flatMap((part) => part.lineIds.map((id) => [id, valueOfWay(part)] as const)))
  return new Map(lines.map(({ id }) => [id, parts.get(id) ?? valueOfWay(delivery)]))
}
