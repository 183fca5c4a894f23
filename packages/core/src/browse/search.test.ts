import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../testing/app.ts'
import { byParts, byWords, WINDOW } from './search.ts'

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

  const words = (text: string) => byWords(test.app, text)
  const parts = (text: string) => byParts(test.app, text)

  it('of many shows the code first, then whole words in titles, their beginnings, and texts, each the newest first', async () => {
    const found = await words('honey')
    expect(found).toHaveLength(WINDOW)
    expect(new Set(found).size).toBe(WINDOW)
    expect(found.slice(0, 7)).toEqual([7, JAR, HONEY, LINDEN, COMB, 1_500, 1_499])
  })

  it('of few ranks them, whole words before beginnings', async () => {
    expect(await words('linden')).toEqual([LINDEN])
    expect(await words('honey jar')).toEqual([JAR])
    expect(await words('ul')).toEqual([HONEY, JAR])
  })

  it('needs every word, short ones too, in any order', async () => {
    expect(await words('ul honey')).toEqual([HONEY, JAR])
    expect(await words('no ul')).toEqual([JAR])
    expect(await words('jar comb')).toEqual([])
  })

  it('finds words inside of others, titles first', async () => {
    expect(await words('oney')).toEqual([])
    expect((await parts('oney')).slice(0, 5)).toEqual([JAR, HONEY, LINDEN, COMB, 1_500])
    expect(await parts('oneycom')).toEqual([COMB])
    expect(await parts('no onde')).toEqual([])
    expect(await parts('ul rewnian')).toEqual([HONEY])
    expect(await parts('ul')).toEqual([])
  })

  it('knows other alphabets and their spellings', async () => {
    expect(await words('Вулік')).toEqual([HIVE])
    expect(await words('ву')).toEqual([HIVE])
    expect(await parts('улик')).toEqual([HIVE])
  })

  it('takes signs and operators for nothing', async () => {
    expect(await words('%% ""')).toEqual([])
    expect(await words('title:honey NOT jar')).toEqual([])
    expect(await words('jar*')).toEqual([JAR])
    expect(await parts('" OR "')).toEqual([])
  })
})
