import { query, remembered } from '../kernel/index.ts'
import { fold } from './fold.ts'
import { browseNames } from './schema.ts'

/** What a commit touches that brings a new name of an option, value or attribute. */
export const NAMES = 'browse:names'

export interface FacetName {
  readonly key: string
  /** Empty for the key itself. */
  readonly value: string
  readonly name: string
  readonly position: number
  readonly swatch: string | null
}

/** How facets are called in each language, and which key or value a name of any language means. */
export interface Vocabulary {
  nameOf(key: string, value: string, languages: readonly string[]): FacetName | undefined
  /** The keys in the index that this name may mean: `Розмір` and `Size` are both `option.size`. */
  keysOf(family: 'option' | 'attribute', name: string): readonly string[]
  valuesOf(key: string, name: string): readonly string[]
}

const every = query((q) => q.select().from(browseNames))

export const vocabulary = remembered({
  touches: [NAMES],
  async load({ db }): Promise<Vocabulary> {
    const rows = await db.all(every)
    const names = new Map<string, FacetName>()
    const meanings = new Map<string, Set<string>>()
    for (const row of rows) {
      names.set(`${row.key}\n${row.value}\n${row.language}`, row)
      const family = row.key.slice(0, row.key.indexOf('.'))
      const meaning = row.value === '' ? `${family}\n${fold(row.name)}` : `${row.key}\n${fold(row.name)}`
      const meant = meanings.get(meaning) ?? new Set()
      meanings.set(meaning, meant.add(row.value === '' ? row.key : row.value))
    }
    return {
      nameOf: (key, value, languages) =>
        languages.map((language) => names.get(`${key}\n${value}\n${language}`)).find((found) => found !== undefined),
      keysOf: (family, name) => [
        ...new Set([`${family}.${fold(name)}`, ...(meanings.get(`${family}\n${fold(name)}`) ?? [])]),
      ],
      valuesOf: (key, name) => [...new Set([fold(name), ...(meanings.get(`${key}\n${fold(name)}`) ?? [])])],
    }
  },
})
