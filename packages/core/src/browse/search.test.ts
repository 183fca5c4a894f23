import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../testing/app.ts'
import { TIERS, tierOf, WINDOW } from './search.ts'

interface Text {
  readonly title: string
  readonly words: string
}

/** Numbers 1 to 1 500 are in nobody's title; the rest is told apart by what it has of honey, of the newest last. */
const texts: readonly Text[] = [
  ...Array.from({ length: 1_500 }, (_, at) => ({ title: `item ${at + 1}`, words: 'goes with honey' })),
  { title: 'honeycomb frame', words: 'for the hive' },
  { title: 'linden honey', words: 'from the woods' },
  { title: 'honey', words: 'ul drewniany' },
  { title: 'honey jar', words: 'ulica nowa' },
  { title: 'вулик дерев яний', words: '' },
]
const [COMB, LINDEN, HONEY, JAR, HIVE] = [1_501, 1_502, 1_503, 1_504, 1_505]

describe('a search', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp()
    const rows = JSON.stringify(texts)
    const into = (table: string) => ({
      sql: `insert into ${table} (rowid, title, words) select key + 1, value ->> 'title', value ->> 'words' from json_each(?)`,
      args: [rows],
    })
    await test.app.db.batch([
      {
        sql: "insert into browse_documents (number, product_id) select key + 1, 'prd_' || (key + 1) from json_each(?)",
        args: [rows],
      },
      into('browse_search'),
      into('browse_search_words'),
      { sql: "insert into browse_codes (code, product_id) values ('honey', 'prd_7')", args: [] },
    ])
  })
  afterAll(() => test.close())

  const tier = (text: string, at: number) => tierOf(test.app, text, at)
  const found = async (text: string) => {
    const tiers = await Promise.all(Array.from({ length: TIERS }, (_, at) => tier(text, at)))
    return [...new Set(tiers.flat())]
  }

  it('shows the code first, then whole words in titles, the beginnings of words there, and texts, the newest first', async () => {
    expect(await tier('honey', 0)).toEqual([7, HONEY, JAR, LINDEN])
    expect(await tier('honey', 1)).toEqual([JAR, HONEY, LINDEN, COMB])
    const texts = await tier('honey', 2)
    expect(texts).toHaveLength(WINDOW)
    expect(texts.slice(0, 4)).toEqual([JAR, HONEY, LINDEN, 1_500])
    expect((await found('honey')).slice(0, 6)).toEqual([7, HONEY, JAR, LINDEN, COMB, 1_500])
  })

  it('ranks few titles, and takes the newest of many', async () => {
    expect((await tier('item', 0)).slice(0, 2)).toEqual([1_500, 1_499])
    expect(await tier('item', 0)).toHaveLength(WINDOW)
  })

  it('needs every word, short ones too, in any order', async () => {
    expect(await found('ul')).toEqual([HONEY, JAR])
    expect(await found('ul honey')).toEqual([HONEY, JAR])
    expect(await found('no ul')).toEqual([JAR])
    expect(await found('jar comb')).toEqual([])
  })

  it('finds words inside of others, titles first', async () => {
    expect(await tier('oney', 3)).toEqual([])
    expect(await tier('oney', 4)).toEqual([JAR, HONEY, LINDEN, COMB])
    expect((await tier('oney', 5)).slice(0, 5)).toEqual([JAR, HONEY, LINDEN, COMB, 1_500])
    expect(await found('oneycom')).toEqual([COMB])
    expect(await found('no onde')).toEqual([])
    expect(await found('ul rewnian')).toEqual([HONEY])
  })

  it('knows other alphabets and their spellings', async () => {
    expect(await found('Вулік')).toEqual([HIVE])
    expect(await found('ву')).toEqual([HIVE])
    expect(await found('улик')).toEqual([HIVE])
  })

  it('takes signs and operators for nothing', async () => {
    expect(await found('%% ""')).toEqual([])
    expect(await found('title:honey NOT jar')).toEqual([])
    expect(await found('jar*')).toEqual([JAR])
    expect(await found('" OR "')).toEqual([])
  })
})
