import { CATEGORIES, COLLECTIONS, type SeedCollection, type SeedRule } from '../seed/index.ts'
import { type Pictures, sceneKey } from './pictures.ts'
import { eachOf, type Say } from './progress.ts'
import type { Shop } from './shop.ts'
import { unlessThere } from './unless-there.ts'
import { paragraph, translated } from './words.ts'

export const ALL_COLLECTIONS: readonly SeedCollection[] = [...CATEGORIES, ...COLLECTIONS]

export async function seedCollections(
  { admin }: Shop,
  { pictures, say }: { readonly pictures: Pictures; readonly say: Say },
): Promise<void> {
  await eachOf([...ALL_COLLECTIONS.entries()], {
    name: 'collections',
    say,
    atOnce: 1,
    work: ([position, collection]) =>
      unlessThere(admin.collections.create({ body: { ...inputOf(collection, pictures), position } })),
  })
}

function inputOf({ handle, title, description, scene, members }: SeedCollection, pictures: Pictures) {
  const picture = pictures.get(sceneKey(scene))
  return {
    handle,
    title: title.en,
    language: 'en',
    description: paragraph(description.en),
    status: 'active' as const,
    translations: translated((language) => ({ title: title[language], description: paragraph(description[language]) })),
    ...(picture !== undefined && { media: { id: picture } }),
    ...(members.by === 'hand'
      ? { products: [...members.products], sort: 'manual' as const }
      : { rule: ruleOf(members.rule), sort: 'title' as const }),
  }
}

function ruleOf(rule: SeedRule) {
  const values = 'is' in rule ? [rule.is] : rule.oneOf
  const conditions = values.map((value) => ({ field: rule.field, op: 'equal' as const, value }))
  return { match: 'any' as const, conditions }
}
