import { channelFailure } from '@vitrine/core'
import * as v from 'valibot'
import type { Ebay } from '../api/connect.ts'

const Tree = v.object({ categoryTreeId: v.string(), categoryTreeVersion: v.optional(v.string(), '') })

const Constraint = v.object({
  aspectRequired: v.optional(v.boolean(), false),
  aspectEnabledForVariations: v.optional(v.boolean(), false),
  aspectMode: v.optional(v.string()),
  itemToAspectCardinality: v.optional(v.string()),
  aspectMaxLength: v.optional(v.number()),
})
const Metadata = v.object({
  aspects: v.optional(
    v.array(
      v.object({
        localizedAspectName: v.string(),
        aspectConstraint: v.optional(Constraint, {}),
        aspectValues: v.optional(v.array(v.object({ localizedValue: v.optional(v.string(), '') })), []),
      }),
    ),
    [],
  ),
})

/** An item specific of a category (Aspect). */
export interface Aspect {
  readonly name: string
  readonly isRequired: boolean
  readonly isForVariations: boolean
  /** Only these; empty when any text is taken. */
  readonly values: readonly string[]
  readonly isMany: boolean
  readonly maxLength: number
}

/** What a category asks of an item. */
export interface Requirements {
  readonly categoryId: string
  readonly aspects: readonly Aspect[]
}

/** Letters of a value that eBay takes when a category tells none (Product.aspects). */
const MAX_LENGTH = 50

interface Known {
  readonly id: string
  readonly until: number
}
const trees = new Map<string, Known>()
const KEPT = 86_400_000

/** The tree of a marketplace (getDefaultCategoryTreeId); it is the same for months. */
export async function treeOf({ taxonomy, settings, account, now }: Ebay): Promise<string> {
  const key = `${account.connectionId} ${settings.environment} ${settings.marketplace}`
  const known = trees.get(key)
  if (known !== undefined && known.until > now()) return known.id
  const query = { marketplace_id: settings.marketplace }
  const { body } = await taxonomy.get('/get_default_category_tree_id', { query, bucket: 'taxonomy', output: Tree })
  trees.set(key, { id: body.categoryTreeId, until: now() + KEPT })
  return body.categoryTreeId
}

/** Item specifics of a leaf category (getItemAspectsForCategory). */
export async function loadRequirements(api: Ebay, categoryId: string): Promise<Requirements> {
  const path = `/category_tree/${await treeOf(api)}/get_item_aspects_for_category`
  const { status, body } = await api.taxonomy.get(path, { query: { category_id: categoryId }, bucket: 'taxonomy' })
  if (status === 204 || body === undefined) return { categoryId, aspects: [] }
  const read = v.safeParse(Metadata, body)
  if (!read.success)
    throw channelFailure({ kind: 'temporary', code: 'unreadable', message: 'the item specifics cannot be read' })
  return { categoryId, aspects: read.output.aspects.map(aspectOf) }
}

type Told = v.InferOutput<typeof Metadata>['aspects'][number]

function aspectOf({ localizedAspectName, aspectConstraint, aspectValues }: Told): Aspect {
  const { aspectMode, itemToAspectCardinality, aspectMaxLength } = aspectConstraint
  const isChosen = aspectMode === 'SELECTION_ONLY'
  return {
    name: localizedAspectName,
    isRequired: aspectConstraint.aspectRequired,
    isForVariations: aspectConstraint.aspectEnabledForVariations,
    values: isChosen ? aspectValues.map(({ localizedValue }) => localizedValue) : [],
    isMany: itemToAspectCardinality === 'MULTI',
    maxLength: aspectMaxLength ?? MAX_LENGTH,
  }
}
