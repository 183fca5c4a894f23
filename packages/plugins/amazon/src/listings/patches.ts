import type { Marketplace } from '../marketplaces.ts'
import { attributesOf } from './attributes.ts'
import type { AttributeValues, Shape } from './shape.ts'

/** `PatchOperation` of Listings Items 2021-08-01. */
export interface Patch {
  readonly op: 'add' | 'replace' | 'merge' | 'delete'
  readonly path: string
  readonly value?: AttributeValues
}

export const patchOf = (op: Patch['op'], attribute: string, value: AttributeValues): Patch => ({
  op,
  path: `/attributes/${attribute}`,
  value,
})

/**
 * What makes the confirmed shape into the wanted one. An update goes as patches, because a PUT takes away what it does not name, the price
 * and the quantity among it. When nobody knows what is there, everything is told again and nothing taken away.
 */
export function patchesOf(shape: Shape, confirmed: Shape | null, marketplace: Marketplace): Patch[] {
  const wanted = attributesOf(shape, marketplace)
  const known = confirmed === null ? {} : attributesOf(confirmed, marketplace)
  const changed = Object.entries(wanted).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name]),
  )
  const gone = Object.entries(known).filter(([name]) => wanted[name] === undefined)
  return [
    ...changed.map(([name, value]) => patchOf('replace', name, value)),
    ...gone.map(([name, value]) => patchOf('delete', name, value.map(selectors))),
  ]
}

/** Which of an attribute's values is meant. */
function selectors({ marketplace_id, language_tag }: Readonly<Record<string, unknown>>) {
  return {
    ...(marketplace_id === undefined ? {} : { marketplace_id }),
    ...(language_tag === undefined ? {} : { language_tag }),
  }
}
