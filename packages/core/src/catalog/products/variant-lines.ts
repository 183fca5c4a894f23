import { emit } from '../../events/index.ts'
import { deleteFrom, insertInto, type Refusal, type Statement, update } from '../../kernel/index.ts'
import { variantArchived, variantCreated, variantUpdated } from '../events.ts'
import { problems } from '../problems.ts'
import { productVariants, variantOptionValues } from '../schema.ts'
import { choiceKey } from './choices.ts'
import { variantAsRead } from './made.ts'
import type { VariantInput } from './model.ts'
import type { PlannedOptions } from './options.ts'
import { freeSkus, skuOf } from './sku.ts'
import type { VariantRecord } from './snapshot.ts'
import { type PlannedVariant, taken } from './variants.ts'
import { changesOf, type Writing } from './writing.ts'

const insertVariant = insertInto(productVariants)
const changeVariant = update(productVariants)
const addChoice = insertInto(variantOptionValues)
const putChoice = insertInto(variantOptionValues, { target: ['variantId', 'optionId'], update: ['valueId'] })
const dropChoice = deleteFrom(variantOptionValues)

/** The lines that make and change the variants. `media` says which picture each one shows. */
export async function variantLines(
  writing: Writing,
  {
    variants,
    options,
    media,
  }: { variants: readonly PlannedVariant[]; options: PlannedOptions; media: ReadonlyMap<string, string | null> },
): Promise<Statement[]> {
  const fresh = variants.filter(({ row, input }) => row === undefined && input?.sku === undefined)
  const names = (variant: PlannedVariant) =>
    options.options.map(({ id, values }) => values.find((value) => value.id === variant.choice.get(id))?.name ?? '')
  const skus = await freeSkus(
    writing.ctx,
    fresh.map((variant) => skuOf(writing.handle, names(variant))),
    writing.ground.skus,
  )
  const made = new Map(fresh.map(({ id }, index) => [id, skus[index] as string]))
  return variants.flatMap((variant, position) => {
    const { row, input } = variant
    const mediaId = media.get(variant.id)
    if (row !== undefined) return changeLines(writing, { variant: { ...variant, row }, mediaId })
    return insertLines(writing, { variant, position, mediaId, sku: input?.sku ?? (made.get(variant.id) as string) })
  })
}

function insertLines(
  writing: Writing,
  {
    variant,
    position,
    mediaId = null,
    sku,
  }: { variant: PlannedVariant; position: number; mediaId: string | null | undefined; sku: string },
): Statement[] {
  const { ctx, productId, commandId, made } = writing
  const { id, input, choice } = variant
  const now = ctx.now()
  const row = {
    barcode: input?.barcode,
    weightGrams: input?.weightGrams,
    tracked: input?.tracked,
    backorder: input?.backorder,
    requiresShipping: input?.requiresShipping,
    pickupOnly: input?.pickupOnly,
    status: input?.status,
    id,
    productId,
    sku,
    position: input?.position ?? position,
    mediaId,
    optionKey: choiceKey(choice),
    createdAt: now,
    updatedAt: now,
  }
  const refuse = input?.sku === undefined ? () => 'stale' as const : refusal(variant)
  const choices = [...choice].map(([optionId, valueId]) => ({ variantId: id, optionId, valueId }))
  made?.variants.push(variantAsRead(row))
  made?.choices.push(...choices.map((each) => ({ ...each, productId })))
  return [
    insertVariant(row, { refuse }),
    ...choices.map((each) => addChoice(each)),
    emit(ctx, variantCreated, { aggregate: productId, data: { variantId: id, productId }, commandId }),
  ]
}

function changeLines(
  writing: Writing,
  { variant, mediaId }: { variant: PlannedVariant & { row: VariantRecord }; mediaId: string | null | undefined },
): Statement[] {
  const { ctx, productId, commandId, before } = writing
  const { row, input, choice, id } = variant
  const changes = changesOf(row, { ...cells(input), sku: input?.sku, mediaId, optionKey: choiceKey(choice) })
  if (changes === undefined) return []
  const event = changes.status === 'archived' ? variantArchived : variantUpdated
  const former = (before?.choices ?? []).filter(({ variantId }) => variantId === id)
  return [
    changeVariant(
      { id, version: row.version },
      { ...changes, version: row.version + 1, updatedAt: ctx.now() },
      { changes: 1, refuse: refusal(variant) },
    ),
    ...former.flatMap(({ optionId }) => (choice.has(optionId) ? [] : [dropChoice({ variantId: id, optionId })])),
    ...[...choice].flatMap(([optionId, valueId]) =>
      former.some((each) => each.optionId === optionId && each.valueId === valueId)
        ? []
        : [putChoice({ variantId: id, optionId, valueId })],
    ),
    emit(ctx, event, { aggregate: productId, data: { variantId: id, productId }, commandId }),
  ]
}

function cells({
  barcode,
  position,
  weightGrams,
  tracked,
  backorder,
  requiresShipping,
  pickupOnly,
  status,
}: VariantInput = {}) {
  return { barcode, position, weightGrams, tracked, backorder, requiresShipping, pickupOnly, status }
}

function refusal({ input, path }: PlannedVariant): Refusal {
  return ({ kind, constraint }) => {
    if (kind !== 'unique') return 'stale'
    if (!constraint.endsWith('.sku')) return taken(path)
    return problems.skuTaken({
      detail: `The SKU ${input?.sku} belongs to another variant.`,
      errors: [{ path: `${path}.sku`, code: 'taken', message: 'belongs to another variant' }],
    })
  }
}
