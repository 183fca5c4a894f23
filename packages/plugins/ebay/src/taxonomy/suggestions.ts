import * as v from 'valibot'
import type { Ebay } from '../api/connect.ts'
import { treeOf } from './requirements.ts'

const Suggestions = v.object({
  categorySuggestions: v.optional(
    v.array(
      v.object({
        category: v.object({ categoryId: v.string(), categoryName: v.optional(v.string(), '') }),
        categoryTreeNodeAncestors: v.optional(
          v.array(
            v.object({
              categoryName: v.optional(v.string(), ''),
              categoryTreeNodeLevel: v.optional(v.number(), 0),
            }),
          ),
          [],
        ),
      }),
    ),
    [],
  ),
})

export interface Suggestion {
  readonly id: string
  readonly name: string
  /** From the root: `Home & Garden`, `Candles`. */
  readonly path: readonly string[]
}

/** Categories that fit some words (getCategorySuggestions), the likeliest first. */
export async function suggestCategories(api: Ebay, words: string): Promise<readonly Suggestion[]> {
  const path = `/category_tree/${await treeOf(api)}/get_category_suggestions`
  const { status, body } = await api.taxonomy.get(path, { query: { q: words }, bucket: 'taxonomy' })
  if (status === 204) return []
  return v.parse(Suggestions, body ?? {}).categorySuggestions.map(({ category, categoryTreeNodeAncestors }) => ({
    id: category.categoryId,
    name: category.categoryName,
    path: [...categoryTreeNodeAncestors]
      .sort((one, other) => one.categoryTreeNodeLevel - other.categoryTreeNodeLevel)
      .map(({ categoryName }) => categoryName),
  }))
}
