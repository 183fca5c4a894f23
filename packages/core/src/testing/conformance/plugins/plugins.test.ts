import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { defineProblems, message } from '../../../index.ts'
import { loyalty } from '../../../plugins/fixtures/loyalty.ts'
import { giveAgain, mailsWith, settings, statementsOf, stickersWith } from './fixtures/stickers.ts'
import { type AnyFactory, type PluginConformanceOptions, pluginConformance } from './index.ts'

describe('loyalty', () => {
  for (const { name, skip, timeout, run } of pluginConformance(loyalty, { settings: { pointsPerUnit: 2 } }))
    it.skipIf(skip)(name, { timeout }, run)
})

describe('stickers, with nothing wrong', () => {
  for (const { name, skip, timeout, run } of pluginConformance(stickersWith(), { settings, before: stickersWith() }))
    it.skipIf(skip)(name, { timeout }, run)
})

/** The case whose name begins so. */
function caseOf(start: string, factory: AnyFactory, options: PluginConformanceOptions = { settings }) {
  const found = pluginConformance(factory, options).find(({ name }) => name.startsWith(start))
  if (found === undefined || found.skip !== undefined) throw new Error(`${start} is no case: ${found?.skip}`)
  return found.run()
}

const table = 'create table stickers_given (id text primary key not null, email text not null) strict'
const fails = () => {
  throw new Error('the shelf is empty')
}

describe('the suite for plugins finds', () => {
  it.each<[string, Parameters<typeof stickersWith>[0], RegExp]>([
    ['tables: whatever', { migrations: statementsOf(table, 'create table shelf (id text) strict') }, /shelf/],
    [
      'tables: none refers',
      { migrations: statementsOf(table, 'create table stickers_of (id text references orders (id)) strict') },
      /stickers_of refers to orders/,
    ],
    ['tables: each that', { migrations: statementsOf('create table stickers_given (id text) strict') }, /email/],
    ['endpoints: garbage', { handlers: { given: fails } }, /given answers 500: GET/],
    ['endpoints: garbage', { handlers: { given: () => [{ id: 1 }] } }, /given answers/],
    ['events: what is delivered', { on: { 'customer.created': (_, scope) => giveAgain(scope) } }, /./],
    [
      'events: broken',
      {
        on: {
          'customer.created': async (_, scope) => {
            await giveAgain(scope)
            await scope.db.run('look', () => ({ statements: [], result: null }))
          },
        },
      },
      /./,
    ],
    ['events: what is delivered', { on: { 'order.shipped': () => undefined } }, /it heard nothing/],
    ['jobs: a second', { jobs: { peel: { every: '1d', run: giveAgain } } }, /./],
    ['jobs: a second', { jobs: { peel: { every: '1d', run: fails } } }, /stickers\/peel fails: the shelf is empty/],
    ['lifecycle: disabled', { on: { 'customer.created': fails } }, /./],
    [
      'secrets',
      { on: { 'customer.created': (_, { log }) => log.info({ printer: settings.printer }, 'printed') } },
      /a secret can be read/,
    ],
  ])('%s… when it is wrong (%#)', async (start, changes, told) => {
    await expect(caseOf(start, stickersWith(changes))).rejects.toThrow(told)
  })

  it.each<[string, Parameters<typeof mailsWith>[0], RegExp]>([
    ['a text is missing', { pl: { text: undefined } as never }, /came in pl has other parts/],
    ['a text is empty', { pl: { text: ' ' } }, /came in pl says nothing at \/parts\/0\/text/],
    ['a text lacks a fact', { uk: { sheet: () => 'Ваш аркуш уже тут' } }, /came in uk tells .*sheet/],
    ['English lacks it', { en: { sheet: () => 'Your sheet has come' } }, /tells .*sheet.* otherwise/],
    ['a fact is missing', { ru: { sheet: (sheet) => `Ваш лист ${sheet} ${String(undefined)}` } }, /lacks/],
    ['a text is English', { nl: { text: 'Glue it where you like.' } }, /came in nl is English at \/parts\/0\/text/],
  ])('a message in which %s', async (_, changes, told) => {
    await expect(caseOf('messages', stickersWith({ messages: mailsWith(changes) }))).rejects.toThrow(told)
  })

  it('nothing wrong with a plugin that speaks English only', async () => {
    const english = message('stickers/came', {
      data: v.object({ at: v.number() }),
      write: ({ at }, { language }) => ({
        subject: `It is at your door since ${new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(at)}`,
        parts: [],
      }),
    })
    await expect(caseOf('messages', stickersWith({ messages: { came: english } }))).resolves.toBeUndefined()
  })

  it('settings that are told badly', async () => {
    const { definition } = stickersWith()
    const vague = Object.assign(
      (given: { readonly perOrder?: unknown }) => {
        if (typeof given.perOrder !== 'number') throw new TypeError('something is wrong')
        return { id: 'stickers', contract: {}, definition, config: Object.freeze({}) }
      },
      { id: 'stickers', contract: {}, definition },
    ) as unknown as AnyFactory
    await expect(caseOf('config: each setting that is missing', vague)).rejects.toThrow(/perOrder is missing/)
    await expect(caseOf('config: each setting that is wrong', vague)).rejects.toThrow(/perOrder is wrong/)
  })

  it('a README that leaves out a setting', async () => {
    const readme = new URL(import.meta.url)
    await expect(caseOf('documentation: the README tells', stickersWith(), { settings, readme })).rejects.toThrow(
      /nothing of perOrder/,
    )
  })

  it.each<[string, string, RegExp | undefined]>([
    ['is missing', '| `stickers.empty` | 409 | no more |', /no table of errors has stickers\.jammed/],
    ['stands only in the text', '| `stickers.empty` | 409 | no more |\n\nAlso `stickers.jammed`.', /no table/],
    ['has no meaning', '| `stickers.empty`, `.jammed` | 409 | |', /does not say what stickers\.empty means/],
    ['is there', '| `stickers.empty`, `.jammed` | 409 | no more |', undefined],
  ])('a README in whose table of errors a code %s', async (_, row, told) => {
    const problems = defineProblems('stickers', {
      empty: { status: 409, title: 'No more' },
      jammed: { status: 409, title: 'Jammed' },
    })
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-readme-'))
    const readme = join(folder, 'README.md')
    writeFileSync(readme, `# Stickers\n\n| code | status | meaning |\n|---|---|---|\n${row}\n`)
    const judged = caseOf('documentation: the README has', stickersWith({ problems }), { settings, readme })
    await (told === undefined ? expect(judged).resolves.toBeUndefined() : expect(judged).rejects.toThrow(told))
    rmSync(folder, { recursive: true })
  })
})
