import { problems } from '../problems.ts'
import { type Choice, choiceKey, choicesBefore, chosen, complete, everyChoice, filled } from './choices.ts'
import type { VariantInput } from './model.ts'
import type { PlannedOptions } from './options.ts'
import type { VariantRecord } from './snapshot.ts'
import type { Writing } from './writing.ts'

const MOST = 1_000

export interface PlannedVariant {
  readonly id: string
  readonly row: VariantRecord | undefined
  /** Undefined for variants that the request does not name. */
  readonly input: VariantInput | undefined
  readonly choice: Choice
  readonly path: string
}

/** Which variants the product will have, those that nobody named first. */
export function planVariants(
  writing: Writing,
  { options: planned, gone }: PlannedOptions,
  inputs: readonly VariantInput[] = [],
): PlannedVariant[] {
  const { before, path } = writing
  const rows = before?.variants ?? []
  if (gone.length > 0 && rows.length > 1)
    throw problems.optionInUse({
      errors: [{ path: `${path}.options`, code: 'options', message: 'leaves out an option of the variants' }],
    })
  const choices = choicesBefore(before?.choices ?? [], planned)
  const variants = new Map<string, PlannedVariant>()
  for (const row of rows) {
    const choice = filled(planned, choices.get(row.id) ?? new Map())
    variants.set(row.id, { id: row.id, row, input: undefined, choice, path: `${path}.options` })
  }
  const known = knownBy([...variants.values()])
  const named = new Set<string>()
  inputs.forEach((input, index) => {
    const place = writing.variantPath(index)
    const wish = chosen(planned, input.options)
    const row = meant(input, { wish, known, place })
    if (row !== undefined && named.has(row.id)) throw taken(place)
    const id = row?.id ?? writing.ctx.newId('var')
    const choice = row === undefined ? complete(planned, wish, `${place}.options`) : new Map([...row.choice, ...wish])
    named.add(id)
    variants.set(id, { id, row: row?.row, input, choice, path: place })
  })
  if (variants.size === 0) {
    refuseTooMany(
      path,
      planned.reduce((count, { values }) => count * values.length, 1),
    )
    for (const choice of everyChoice(planned)) {
      const id = writing.ctx.newId('var')
      variants.set(id, { id, row: undefined, input: {}, choice, path: `${path}.options` })
    }
  }
  return checked(writing, [...variants.values()])
}

interface Known {
  readonly byId: ReadonlyMap<string, PlannedVariant>
  readonly bySku: ReadonlyMap<string, PlannedVariant>
  readonly byKey: ReadonlyMap<string, PlannedVariant>
}

function knownBy(variants: readonly PlannedVariant[]): Known {
  return {
    byId: new Map(variants.map((variant) => [variant.id, variant])),
    bySku: new Map(variants.map((variant) => [variant.row?.sku ?? '', variant])),
    byKey: new Map(variants.map((variant) => [choiceKey(variant.choice), variant])),
  }
}

/** The variant that an input means: by id, by SKU, by its options, or the only one of a product without options. */
function meant(
  input: VariantInput,
  { wish, known: { byId, bySku, byKey }, place }: { wish: Choice; known: Known; place: string },
): PlannedVariant | undefined {
  if (input.id !== undefined) {
    const found = byId.get(input.id)
    if (found !== undefined) return found
    throw problems.unknownReference({
      errors: [{ path: `${place}.id`, code: 'unknown', message: 'is no variant of this product' }],
    })
  }
  return bySku.get(input.sku ?? '') ?? byKey.get(choiceKey(wish))
}

function refuseTooMany(path: string, count: number): void {
  if (count <= MOST) return
  throw problems.tooManyVariants({
    detail: `A product can have at most ${MOST} variants; this one would have ${count}.`,
    errors: [{ path: `${path}.variants`, code: 'count', message: `must be at most ${MOST}` }],
  })
}

function checked({ path }: Writing, variants: PlannedVariant[]): PlannedVariant[] {
  refuseTooMany(path, variants.length)
  const keys = new Set<string>()
  for (const variant of variants) {
    const key = choiceKey(variant.choice)
    if (keys.has(key)) throw taken(variant.path)
    keys.add(key)
  }
  return variants
}

export function taken(path: string) {
  return problems.variantTaken({
    errors: [{ path, code: 'taken', message: 'has the same options as another variant' }],
  })
}
