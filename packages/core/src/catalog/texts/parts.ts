import { asc, eq, inArray, sql } from 'drizzle-orm'
import { type App, param, query } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import {
  attributeChoices,
  attributes,
  attributeValues,
  collections,
  media,
  productOptions,
  productOptionValues,
  products,
  productVariants,
} from '../schema.ts'
import type { Part } from './contract.ts'

type Reader = Pick<App, 'db'>

/** A thing that has texts, as written. */
export type Original = Pick<Part, 'entityId' | 'kind' | 'original'>

export interface Owner {
  readonly ownerId: string
  readonly language: string
  readonly parts: readonly Original[]
}

const id = param('id')
const productById = query((q) => q.select().from(products).where(eq(products.id, id)))
const optionsOf = query((q) =>
  q.select().from(productOptions).where(eq(productOptions.productId, id)).orderBy(asc(productOptions.position)),
)
const valuesOf = query((q) =>
  q
    .select({ id: productOptionValues.id, name: productOptionValues.name })
    .from(productOptionValues)
    .innerJoin(productOptions, eq(productOptions.id, productOptionValues.optionId))
    .where(eq(productOptions.productId, id))
    .orderBy(asc(productOptions.position), asc(productOptionValues.position)),
)
const wordsOf = query((q) =>
  q
    .select({ ownerId: attributeValues.ownerId, key: attributes.key, text: attributeValues.text })
    .from(attributeValues)
    .innerJoin(attributes, eq(attributes.id, attributeValues.attributeId))
    .where(sql`${attributeValues.productId} = ${id} and ${attributes.type} = 'text'`),
)
const collectionById = query((q) => q.select().from(collections).where(eq(collections.id, id)))
const attributeById = query((q) => q.select().from(attributes).where(eq(attributes.id, id)))
const choicesOf = query((q) =>
  q.select().from(attributeChoices).where(eq(attributeChoices.attributeId, id)).orderBy(asc(attributeChoices.position)),
)
const mediaById = query((q) => q.select().from(media).where(eq(media.id, id)))

/** Where the texts of a part are kept: the owner by the id of any of its parts. */
const ownerOfPart = {
  opt: query((q) =>
    q.select({ owner: productOptions.productId }).from(productOptions).where(eq(productOptions.id, id)),
  ),
  opv: query((q) =>
    q
      .select({ owner: productOptions.productId })
      .from(productOptions)
      .where(inArray(productOptions.id, sql`(select option_id from product_option_values where id = ${id})`)),
  ),
  var: query((q) =>
    q.select({ owner: productVariants.productId }).from(productVariants).where(eq(productVariants.id, id)),
  ),
  atc: query((q) =>
    q.select({ owner: attributeChoices.attributeId }).from(attributeChoices).where(eq(attributeChoices.id, id)),
  ),
}

/** The owner of a thing, itself for products, collections, attributes and pictures. Throws `catalog.notFound`. */
export async function ownerOf(ctx: Reader, entityId: string): Promise<Owner> {
  const prefix = entityId.slice(0, 3)
  const ownerId = Object.hasOwn(ownerOfPart, prefix)
    ? (await ctx.db.get(ownerOfPart[prefix as keyof typeof ownerOfPart], { id: entityId }))?.owner
    : entityId
  const owner = ownerId === undefined ? undefined : await readOwner(ctx, ownerId)
  if (owner === undefined)
    throw problems.notFound({
      detail: 'Nothing with this id has texts.',
      hint: 'Send the id of a product, option, value, variant, collection, attribute, choice or picture.',
    })
  return owner
}

function readOwner(ctx: Reader, ownerId: string): Promise<Owner | undefined> {
  switch (ownerId.slice(0, 3)) {
    case 'prd':
      return productTexts(ctx, ownerId)
    case 'col':
      return collectionTexts(ctx, ownerId)
    case 'att':
      return attributeTexts(ctx, ownerId)
    default:
      return mediaTexts(ctx, ownerId)
  }
}

async function productTexts(ctx: Reader, ownerId: string): Promise<Owner | undefined> {
  const row = await ctx.db.get(productById, { id: ownerId })
  if (row === undefined) return undefined
  const [options, values, words] = await Promise.all([
    ctx.db.all(optionsOf, { id: ownerId }),
    ctx.db.all(valuesOf, { id: ownerId }),
    ctx.db.all(wordsOf, { id: ownerId }),
  ])
  const wordsFor = (owner: string) =>
    Object.fromEntries(
      words.filter((each) => each.ownerId === owner).map(({ key, text }) => [`attribute.${key}`, text ?? '']),
    )
  const variants = [...new Set(words.map((each) => each.ownerId))].filter((owner) => owner !== ownerId)
  return {
    ownerId,
    language: row.language,
    parts: [
      { entityId: ownerId, kind: 'product', original: { ...longTexts(row), ...wordsFor(ownerId) } },
      ...options.map(named('option')),
      ...values.map(named('value')),
      ...variants.map((entityId): Original => ({ entityId, kind: 'variant', original: wordsFor(entityId) })),
    ],
  }
}

async function collectionTexts(ctx: Reader, ownerId: string): Promise<Owner | undefined> {
  const row = await ctx.db.get(collectionById, { id: ownerId })
  if (row === undefined) return undefined
  return {
    ownerId,
    language: row.language,
    parts: [{ entityId: ownerId, kind: 'collection', original: longTexts(row) }],
  }
}

async function attributeTexts(ctx: Reader, ownerId: string): Promise<Owner | undefined> {
  const row = await ctx.db.get(attributeById, { id: ownerId })
  if (row === undefined) return undefined
  const choices = await ctx.db.all(choicesOf, { id: ownerId })
  return { ownerId, language: row.language, parts: [named('attribute')(row), ...choices.map(named('choice'))] }
}

async function mediaTexts(ctx: Reader, ownerId: string): Promise<Owner | undefined> {
  const row = await ctx.db.get(mediaById, { id: ownerId })
  if (row === undefined) return undefined
  return { ownerId, language: row.language, parts: [{ entityId: ownerId, kind: 'media', original: { alt: row.alt } }] }
}

interface Long {
  readonly title: string
  readonly description: string
  readonly seoTitle: string | null
  readonly seoDescription: string | null
}

const longTexts = ({ title, description, seoTitle, seoDescription }: Long) => ({
  title,
  description,
  seoTitle: seoTitle ?? '',
  seoDescription: seoDescription ?? '',
})

const named =
  (kind: Original['kind']) =>
  ({ id: entityId, name }: { readonly id: string; readonly name: string }): Original => ({
    entityId,
    kind,
    original: { name },
  })
