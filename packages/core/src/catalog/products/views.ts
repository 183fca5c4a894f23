import { type App, type Context, grouped, iso, isoOrNull } from '../../kernel/index.ts'
import { allChannels } from '../../markets/index.ts'
import {
  type AttributeDefinition,
  type AttributesView,
  attributeDefinitions,
  storedValue,
} from '../attributes/index.ts'
import { type MediaRow, mediaByIds, mediaRef } from '../media/index.ts'
import type { ProductView, VariantView } from './model.ts'
import { type PropertyRecord, readSnapshots, type Snapshot, type VariantRecord } from './snapshot.ts'

interface Lookups {
  readonly ctx: Pick<App, 'settings'>
  readonly definitions: ReadonlyMap<string, AttributeDefinition>
  readonly media: ReadonlyMap<string, MediaRow>
  readonly channels: ReadonlyMap<string, string>
}

/** Products as staff see them, in the order of the ids. A dozen reads for any number. */
export async function productViews(ctx: Context, ids: readonly string[]): Promise<ProductView[]> {
  const snapshots = await readSnapshots(ctx, ids)
  const pictures = snapshots.flatMap((snapshot) => snapshot.pictures.map(({ mediaId }) => mediaId))
  const [definitions, media, channels] = await Promise.all([
    attributeDefinitions(ctx),
    mediaByIds(ctx, pictures),
    allChannels(ctx),
  ])
  const lookups: Lookups = {
    ctx,
    definitions: new Map(definitions.map((definition) => [definition.id, definition])),
    media: new Map(media.map((row) => [row.id, row])),
    channels: new Map(channels.map(({ id, code }) => [id, code])),
  }
  return snapshots.map((snapshot) => productView(snapshot, lookups))
}

/** A variant with the names of its choices, by the product that it belongs to. */
export async function variantViews(
  ctx: Context,
  rows: readonly { id: string; productId: string }[],
): Promise<VariantView[]> {
  const products = await productViews(ctx, [...new Set(rows.map(({ productId }) => productId))])
  const all = new Map(products.flatMap(({ variants }) => variants.map((variant) => [variant.id, variant])))
  return rows.flatMap(({ id }) => all.get(id) ?? [])
}

function productView(snapshot: Snapshot, lookups: Lookups): ProductView {
  const { product, pictures, publications, properties, texts } = snapshot
  return {
    ...product,
    ...dates(product),
    options: optionViews(snapshot),
    variants: snapshot.variants.map((variant) => variantView(snapshot, variant, lookups)),
    media: pictures.flatMap(({ mediaId }) => {
      const row = lookups.media.get(mediaId)
      return row === undefined ? [] : mediaRef(lookups.ctx, row)
    }),
    attributes: attributesOf(properties, product.id, lookups),
    collections: snapshot.collections.map(({ id, handle, title }) => ({ id, handle, title })),
    publications: publications.map(({ channelId, publishAt, unpublishAt }) => ({
      channel: lookups.channels.get(channelId) ?? channelId,
      publishAt: iso(publishAt),
      unpublishAt: isoOrNull(unpublishAt),
    })),
    translations: Object.fromEntries(
      texts.filter(({ entityId }) => entityId === product.id).map(({ language, texts: own }) => [language, { ...own }]),
    ),
  }
}

const dates = ({ createdAt, updatedAt }: { createdAt: number; updatedAt: number }) => ({
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
})

function optionViews({ options, values, texts }: Snapshot): ProductView['options'] {
  const namesOf = (entityId: string) =>
    Object.fromEntries(
      texts.filter((row) => row.entityId === entityId).map(({ language, texts: { name = '' } }) => [language, name]),
    )
  return options.map(({ id, name }) => ({
    id,
    name,
    translations: namesOf(id),
    values: values
      .filter(({ optionId }) => optionId === id)
      .map((value) => ({ id: value.id, name: value.name, swatch: value.swatch, translations: namesOf(value.id) })),
  }))
}

function variantView(
  { options, values, choices, properties }: Snapshot,
  variant: VariantRecord,
  lookups: Lookups,
): VariantView {
  const own = new Map(
    choices.filter(({ variantId }) => variantId === variant.id).map(({ optionId, valueId }) => [optionId, valueId]),
  )
  const names = options.flatMap(({ id, name }) => {
    const value = values.find((each) => each.id === own.get(id))
    return value === undefined ? [] : [[name, value.name] as const]
  })
  return {
    ...variant,
    ...dates(variant),
    options: Object.fromEntries(names),
    title: names.map(([, value]) => value).join(' / '),
    attributes: attributesOf(properties, variant.id, lookups),
  }
}

function attributesOf(rows: readonly PropertyRecord[], ownerId: string, { definitions }: Lookups): AttributesView {
  const own = grouped(
    rows.filter((row) => row.ownerId === ownerId),
    ({ attributeId }) => attributeId,
  )
  const entries = [...own].flatMap(([attributeId, values]) => {
    const definition = definitions.get(attributeId)
    const value = definition === undefined ? undefined : storedValue(definition, values)
    return definition === undefined || value === undefined ? [] : [[definition.key, value] as const]
  })
  return Object.fromEntries(entries)
}
