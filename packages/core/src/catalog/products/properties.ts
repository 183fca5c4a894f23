import { deleteFrom, insertInto, nearest, type Statement } from '../../kernel/index.ts'
import { type AttributeDefinition, type AttributesInput, cellsOf, unfit, type ValueCells } from '../attributes/index.ts'
import { attributeValues } from '../schema.ts'
import type { PropertyRecord } from './snapshot.ts'
import type { Writing } from './writing.ts'

const insert = insertInto(attributeValues)
const drop = deleteFrom(attributeValues)

interface Owner {
  readonly id: string
  readonly kind: 'product' | 'variant'
  readonly input: AttributesInput | undefined
  /** Where the attributes stand in the request. */
  readonly path: string
}

/** The lines that give a product or variant its attribute values; attributes that are not named stay. */
export function propertyLines(writing: Writing, { id, kind, input = {}, path }: Owner): Statement[] {
  const { productId, before } = writing
  return Object.entries(input).flatMap(([key, value]) => {
    const definition = definitionOf(writing, { key, kind, path: `${path}.${key}` })
    const cells = value === null ? [] : cellsOf(definition, value, `${path}.${key}`)
    const known = (before?.properties ?? []).filter((row) => row.ownerId === id && row.attributeId === definition.id)
    if (isSame(known, cells)) return []
    const of = { ownerId: id, attributeId: definition.id }
    const rows = cells.map((cell, seq) => insert({ ...of, productId, seq, ...cell }))
    return known.length === 0 ? rows : [drop(of), ...rows]
  })
}

function isSame(known: readonly PropertyRecord[], cells: readonly ValueCells[]): boolean {
  return (
    known.length === cells.length &&
    cells.every(({ text = null, number = null, choiceId = null }, seq) => {
      const row = known[seq]
      return row?.text === text && row.number === number && row.choiceId === choiceId
    })
  )
}

function definitionOf(
  { ground: { definitions }, type }: Writing,
  { key, kind, path }: { key: string; kind: Owner['kind']; path: string },
): AttributeDefinition {
  const fitting = definitions.filter(({ appliesTo, status }) => appliesTo === kind && status === 'active')
  const found = fitting.find((definition) => definition.key === key)
  if (found === undefined) {
    const meant = nearest(
      key,
      fitting.map((definition) => definition.key),
    )
    throw unfit(path, `is no attribute of a ${kind}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`)
  }
  if (found.productTypes.length > 0 && !found.productTypes.includes(type))
    throw unfit(path, `belongs to the types ${found.productTypes.join(', ')} only`)
  return found
}
