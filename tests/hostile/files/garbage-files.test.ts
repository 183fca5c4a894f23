import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminRoutes, document } from '../document/routes.ts'
import { SEED } from '../garbage/attack.ts'
import { complaints } from '../garbage/verdict.ts'
import type { Answer } from '../shop/ask.ts'
import { openVictim, type Victim } from '../shop/victim.ts'
import { badRow, exported, goodProducts, HEAD, mangled, strange } from './csv.ts'

const RUNS = Number(process.env.VITRINE_FILE_RUNS ?? 40)
const importing = adminRoutes.filter(({ name }) => name.startsWith('admin.imports.'))

interface Report {
  readonly rows: number
  readonly products: { readonly created: number; readonly updated: number; readonly unchanged: number }
  readonly errors: readonly { readonly line: number; readonly message: string; readonly code: string }[]
  readonly errorCount: number
}

describe.each(importing.map((route) => [route.name, route] as const))(
  'files that are hardly files, sent to %s',
  (_, route) => {
    let victim: Victim
    let sent = 0
    const seen = { taken: 0, refused: 0, errors: 0 }
    beforeAll(async () => {
      victim = await openVictim()
    })
    afterAll(async () => {
      process.stdout.write(
        `S2f: ${sent} files to ${route.name}, ${seen.taken} taken with ${seen.errors} errors in rows, ${seen.refused} refused, VITRINE_SEED=${SEED}\n`,
      )
      await victim.end()
    })

    const send = async (raw: Uint8Array<ArrayBuffer>): Promise<Answer> => {
      const headers = { Authorization: `Bearer ${victim.operatorToken}`, 'Content-Type': 'text/csv' }
      const question = { method: route.method, path: route.path, headers, raw }
      const logged = victim.errors.length
      const answer = await victim.ask(question)
      sent += 1
      expect([...complaints(route, question, { answer, document }), ...victim.errors.slice(logged)]).toEqual([])
      if (answer.status === 200) judgeReport(answer.json as unknown as Report)
      else seen.refused += 1
      return answer
    }

    /** Each error can be found in the file and read by a person; none is a stack. */
    function judgeReport({ rows, errors, errorCount, products }: Report): void {
      seen.taken += 1
      seen.errors += errorCount
      expect(errorCount).toBeGreaterThanOrEqual(errors.length)
      expect(rows).toBeGreaterThanOrEqual(products.created + products.updated)
      for (const { line, message, code } of errors) {
        expect(line).toBeGreaterThan(0)
        expect(`${code} ${message}`).toMatch(/^\S+ \S/)
        expect(message).not.toMatch(/\n\s+at |SQLITE|undefined|\[object/)
      }
    }

    it('keeps the good rows, whatever stands between them', async () => {
      let round = 0
      const file = fc.tuple(goodProducts('good'), fc.array(badRow, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'))
      await fc.assert(
        fc.asyncProperty(file, async ([good, bad, end]) => {
          round += 1
          const named = good.map(({ rows }) =>
            rows.map((row) => row.replace(/good-/gi, (found) => `${found}${round}-`)),
          )
          const lines = named.flatMap((rows, at) => [...rows, ...bad.slice(at * 2, at * 2 + 2)])
          const answer = await send(new Uint8Array(Buffer.from([HEAD, ...lines, ''].join(end))))
          expect(answer.status).toBe(200)
          const { items } = await victim.order('GET', `/products?q=good-${round}-&limit=100`)
          const handles = (items as { handle: string }[]).map(({ handle }) => handle)
          for (const at of good.keys()) expect(handles).toContain(`good-${round}-${at}`)
        }),
        { numRuns: RUNS, seed: SEED },
      )
      expect(seen.errors).toBeGreaterThan(RUNS / 2)
    })

    it(`answers files of ${exported.length === 0 ? 'our own' : 'people'} that something happened to`, async () => {
      await fc.assert(
        fc.asyncProperty(mangled, async (bytes) => void (await send(bytes))),
        { numRuns: RUNS, seed: SEED },
      )
    })

    it('answers bytes of no kind', async () => {
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc.uint8Array({ maxLength: 200 }).map((tail) => Buffer.concat([Buffer.from(`${HEAD}\n`), tail])),
      )
      await fc.assert(
        fc.asyncProperty(bytes, async (found) => void (await send(new Uint8Array(found)))),
        { numRuns: RUNS, seed: SEED },
      )
    })

    it.each(strange)('answers %s', async (_name, make) => {
      await send(make())
    })
  },
)

it('knows every importer there is', () => {
  expect(importing.map(({ name }) => name)).toEqual(['admin.imports.shopify'])
})
