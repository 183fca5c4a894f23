import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemContext } from '../kernel/index.ts'
import { openTestApp, type TestApp } from '../testing/app.ts'
import { mergeSearch } from './merge.ts'
import { tierOf } from './search.ts'

const INDEXES = ['browse_search', 'browse_search_words']

describe('the text indexes', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp()
    for (let number = 1; number <= 11; number += 1)
      await test.app.db.batch(
        INDEXES.map((index) => ({
          sql: `insert into ${index} (rowid, title, words) values (?, ?, ?)`,
          args: [number, `honey ${number}`, 'from the woods'],
        })),
      )
    await test.app.db.batch(INDEXES.map((index) => ({ sql: `delete from ${index} where rowid = 5`, args: [] })))
  })
  afterAll(() => test.close())

  const pieces = async () => {
    const counts = INDEXES.map((index) => test.app.db.raw(`select count(distinct segid) from ${index}_idx`))
    return (await Promise.all(counts)).flat().flat()
  }

  it('are one piece each after the night, and find the same', async () => {
    expect(Math.min(...(await pieces()).map(Number))).toBeGreaterThan(1)
    const found = () => Promise.all([2, 3, 5].map((tier) => tierOf(test.app, 'honey', tier)))
    const before = await found()
    expect(before[0]).toHaveLength(10)
    await mergeSearch(systemContext(test.app))
    expect(await pieces()).toEqual([1, 1])
    expect(await found()).toEqual(before)
    await mergeSearch(systemContext(test.app))
    expect(await pieces()).toEqual([1, 1])
  })
})
