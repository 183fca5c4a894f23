import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Broken, csvRecords } from './index.ts'
import type { CsvRecord } from './read.ts'

const notText = () => new Error('no text')

async function read(parts: Iterable<Uint8Array>) {
  const arrives = async function* () {
    yield* parts
  }
  const found: (CsvRecord | Broken)[] = []
  for await (const record of csvRecords(arrives(), { notText })) found.push(record)
  return found
}

const readText = (text: string) => read([Buffer.from(text)])
const cellsOf = (found: readonly (CsvRecord | Broken)[]) =>
  found.map((record) => ('wrong' in record ? record.wrong : record.cells))

const text = fc.string({
  unit: fc.constantFrom('a', 'ż', '蜂', '🐝', '"', ',', '\n', '\r', ' ', "'", '\uFEFF'),
  maxLength: 12,
})

/** Any text is written in quotes, and one that needs none either way. */
const cell = fc.tuple(text, fc.boolean()).map(([value, isQuoted]) => ({
  value,
  written: isQuoted || /["\n\r,\uFEFF]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value,
}))
/** A single empty cell would be an empty line. */
const record = fc.array(cell, { minLength: 2, maxLength: 5 })

describe('CSV', () => {
  it('gives back what was written, however it was quoted, ended and cut in pieces', async () => {
    const file = fc.record({
      records: fc.array(record, { minLength: 1, maxLength: 8 }),
      ending: fc.constantFrom('\n', '\r\n', '\r'),
      hasMark: fc.boolean(),
      isEnded: fc.boolean(),
      cuts: fc.array(fc.nat(200), { maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(file, async ({ records, ending, hasMark, isEnded, cuts }) => {
        const lines = records.map((cells) => cells.map(({ written }) => written).join(',')).join(ending)
        const bytes = Buffer.from(`${hasMark ? '\uFEFF' : ''}${lines}${isEnded ? ending : ''}`)
        const places = [...new Set([0, ...cuts, bytes.length])].filter((at) => at <= bytes.length).sort((a, b) => a - b)
        const parts = places.map((at, index) => bytes.subarray(at, places[index + 1] ?? bytes.length))
        expect(cellsOf(await read(parts))).toEqual(records.map((cells) => cells.map(({ value }) => value)))
      }),
      { numRuns: 300 },
    )
  })

  it('names the line on which a record begins, and passes over empty ones', async () => {
    expect(await readText('a,b\n\n"1\n2",3\r\n\r\n4,5')).toEqual([
      { cells: ['a', 'b'], line: 1 },
      { cells: ['1\n2', '3'], line: 3 },
      { cells: ['4', '5'], line: 6 },
    ])
  })

  it.each([
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n', ['a', 'b'], /never closed/],
    ['a quote within a cell', 'a,b\n1,5" pipe\n3,4\n', ['a', 'b'], /quote/],
    ['words behind a closing quote', 'a,b\n1,"2" x\n3,4\n', ['a', 'b'], /closing/],
  ])('ends at %s', async (_, file, first, wrong) => {
    const found = cellsOf(await readText(file))
    expect(found).toHaveLength(2)
    expect(found[0]).toEqual(first)
    expect(found[1]).toMatch(wrong)
  })

  it('ends at a record that is longer than any text, without holding more of the file', async () => {
    let given = 0
    const endless = function* () {
      yield Buffer.from('a,b\n1,"')
      for (given = 0; given < 200; given += 1) yield Buffer.alloc(65_536, 'x')
    }
    const found = await read(endless())
    expect(found).toMatchObject([{ cells: ['a', 'b'] }, { line: 2, wrong: expect.stringMatching(/longer/) }])
    expect(given).toBeLessThan(20)
  })

  it('is refused where it is no UTF-8', async () => {
    await expect(read([Buffer.from('a,b\n1,'), Uint8Array.of(0xf3, 0x0a)])).rejects.toThrow('no text')
    await expect(read([Buffer.from('a,b\n', 'utf16le')])).rejects.toThrow('no text')
  })
})
