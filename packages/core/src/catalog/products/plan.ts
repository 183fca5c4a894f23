import { audit } from '../../access/index.ts'
import { emit } from '../../events/index.ts'
import type { Context, Plan, Statement } from '../../kernel/index.ts'
import { productArchived, productCreated, productUpdated } from '../events.ts'
import { type NamedMedia, type PlannedMedia, planMedia } from '../media/index.ts'
import { dropTexts } from '../texts/index.ts'
import { freeHandle, type Ground, readGround } from './ground.ts'
import { type MadeProduct, madeOf, making } from './made.ts'
import { membershipLines } from './memberships.ts'
import type { ProductPatch } from './model.ts'
import { dropOption, dropValue, type PlannedOptions, planOptions } from './options.ts'
import { priceLines } from './prices.ts'
import { pictureLines, rowLines, sourceLines, textLines } from './product-lines.ts'
import { propertyLines } from './properties.ts'
import { publicationLines } from './publications.ts'
import type { Snapshot } from './snapshot.ts'
import { variantLines } from './variant-lines.ts'
import { type PlannedVariant, planVariants } from './variants.ts'
import type { Writing } from './writing.ts'

export interface ProductWrite {
  /** Undefined makes a new product. */
  readonly before: Snapshot | undefined
  readonly input: ProductPatch
  readonly commandId: string
  /** What the audit log calls it: the name of the command. */
  readonly action: string
  /** Where the product stands in the request: `body`, `body.products.3`. */
  readonly path: string
  /** Where its variants stand, when that is not below `path`. */
  readonly variantPath?: (index: number) => string
  /** How a source names the product, to be remembered. */
  readonly source?: { readonly source: string; readonly key: string } | undefined
  /** A given handle that is taken gets a number instead of being refused. */
  readonly isHandleFlexible?: boolean
}

export interface Written {
  readonly productId: string
  readonly status: 'created' | 'updated' | 'unchanged'
  /** In the order of the input. */
  readonly variantIds: readonly string[]
}

export interface ProductPlan extends Plan<Written> {
  /** What is made, when it is a new product without attributes and translations. */
  readonly made: MadeProduct | undefined
}

/**
 * Everything that one write of a product does, as lines of one command; none when nothing changes.
 * Writes that are planned for the same command share their `ground`.
 */
export async function planProduct(ctx: Context, write: ProductWrite, ground?: Ground): Promise<ProductPlan> {
  const { before, input } = write
  const isHandleGiven = input.handle !== undefined && write.isHandleFlexible !== true
  const writing = writingOf(ctx, write, { isHandleGiven, ground: ground ?? (await readGround(ctx, [write])) })
  const options = planOptions(writing, input)
  const variants = planVariants(writing, options, input.variants)
  const media = await plannedMedia(writing, input, variants)
  const parts = await partLines(writing, { input, options, variants, media })
  const row = rowLines(writing, { input, isHandleGiven, others: parts.length + media.statements.length > 0 })
  const statements = [...media.statements, ...row, ...sourceLines(writing, write.source), ...parts]
  const status = before === undefined ? 'created' : row.length > 0 ? 'updated' : 'unchanged'
  const variantIds = variants.flatMap(({ id, input: named }) => (named === undefined ? [] : [id]))
  return {
    statements: [...statements, ...told(writing, status, write)],
    result: { productId: writing.productId, status, variantIds },
    made: madeOf(writing.made, input),
  }
}

function writingOf(
  ctx: Context,
  { before, input, commandId, path, variantPath = (index) => `${path}.variants.${index}` }: ProductWrite,
  { isHandleGiven, ground }: { readonly isHandleGiven: boolean; readonly ground: Ground },
): Writing {
  const productId = before?.product.id ?? ctx.newId('prd')
  const handle = isHandleGiven
    ? (input.handle as string)
    : (before?.product.handle ??
      freeHandle(ground, input.handle ?? input.title ?? '', `product-${productId.slice(-8)}`))
  return {
    ctx,
    commandId,
    productId,
    before,
    made: before === undefined ? making() : undefined,
    handle,
    language: input.language ?? before?.product.language ?? ground.language,
    type: input.type?.trim() ?? before?.product.type ?? '',
    ground,
    path,
    variantPath,
  }
}

interface Parts {
  readonly input: ProductPatch
  readonly options: PlannedOptions
  readonly variants: readonly PlannedVariant[]
  readonly media: Pictures
}

async function partLines(writing: Writing, { input, options, variants, media }: Parts): Promise<Statement[]> {
  const { productId, path, ground } = writing
  return [
    ...pictureLines(writing, media.shown),
    ...options.statements,
    ...(await variantLines(writing, { variants, options, media: media.ofVariants })),
    ...leftovers(writing, options, variants),
    ...propertyLines(writing, { id: productId, kind: 'product', input: input.attributes, path: `${path}.attributes` }),
    ...variants.flatMap((variant) =>
      propertyLines(writing, {
        id: variant.id,
        kind: 'variant',
        input: variant.input?.attributes,
        path: `${variant.path}.attributes`,
      }),
    ),
    ...publicationLines(writing, { input: input.publications, channels: ground.channels }),
    ...(await membershipLines(writing, input.collections)),
    ...textLines(writing, input.translations),
    ...(await priceLines(writing, variants)),
  ]
}

/** Values that nobody names and no variant has, and options that went with theirs. */
function leftovers(
  { before, productId }: Writing,
  { options, gone }: PlannedOptions,
  variants: readonly PlannedVariant[],
): Statement[] {
  const used = new Set(variants.flatMap(({ choice }) => [...choice.values()]))
  const unused = options.flatMap(({ values }) => values.filter(({ id, isNamed }) => !isNamed && !used.has(id)))
  const ofGone = (before?.values ?? []).filter(({ optionId }) => gone.includes(optionId))
  const values = [...unused, ...ofGone].map(({ id }) => id)
  return [
    ...[...values, ...gone].map((entityId) => dropTexts({ ownerId: productId, entityId })),
    ...values.map((id) => dropValue({ id })),
    ...gone.map((id) => dropOption({ id })),
  ]
}

interface Pictures extends PlannedMedia {
  /** What the product shows, in order. */
  readonly shown: readonly string[]
  /** Variant id to its picture; absent for variants whose picture stays. */
  readonly ofVariants: ReadonlyMap<string, string | null>
}

async function plannedMedia(
  writing: Writing,
  input: ProductPatch,
  variants: readonly PlannedVariant[],
): Promise<Pictures> {
  const own: NamedMedia[] = (input.media ?? []).map((media, index) => ({
    media,
    path: `${writing.path}.media.${index}`,
  }))
  const named = variants.flatMap(({ id, input: variant, path }) =>
    variant?.media == null ? [] : [{ id, media: variant.media, path: `${path}.media` }],
  )
  const { ctx, language, ground } = writing
  const planned = await planMedia(ctx, { inputs: [...own, ...named], language, shelf: ground.media })
  const ofVariants = new Map<string, string | null>(
    named.map(({ id }, index) => [id, planned.ids[own.length + index] as string]),
  )
  for (const { id, input: variant } of variants) if (variant?.media === null) ofVariants.set(id, null)
  const present = (writing.before?.pictures ?? []).map(({ mediaId }) => mediaId)
  const first = input.media === undefined ? present : planned.ids.slice(0, own.length)
  const shown = [...new Set([...first, ...[...ofVariants.values()].flatMap((id) => id ?? [])])]
  return { ...planned, shown, ofVariants }
}

function told(writing: Writing, status: Written['status'], { input, action }: ProductWrite): Statement[] {
  if (status === 'unchanged') return []
  const { ctx, productId, commandId, before } = writing
  const isArchived = input.status === 'archived' && before?.product.status !== 'archived'
  const event = status === 'created' ? productCreated : isArchived ? productArchived : productUpdated
  return [
    emit(ctx, event, { aggregate: productId, data: { productId }, commandId }),
    audit(ctx, { action, subject: productId, detail: Object.keys(input), commandId }),
  ]
}
