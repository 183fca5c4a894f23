import { deepStrictEqual, ok } from 'node:assert/strict'
import { parse } from 'valibot'
import type { Message } from '../../../mail/index.ts'
import { type MailLanguage, mailLanguages } from '../../../mail/model.ts'
import type { PluginCases } from './cases.ts'
import { bareText, leavesOf, madeUp, withoutFact } from './facts.ts'
import type { PluginWorld } from './world.ts'

/** What a message says in one language: each text by its place in the letter. */
type Told = ReadonlyMap<string, string>

interface Written {
  readonly key: string
  readonly told: Readonly<Record<MailLanguage, Told>>
  /** What it was to tell. */
  readonly facts: readonly string[]
}

const SHOP = 'Honey and Hive'
const BROKEN = /\bundefined\b|\bnull\b|\bNaN\b|\[object /
/** A label of one or two words may be the same in two languages. */
const SENTENCE = 3
/** Shorter ones are found by chance. */
const TELLING = 3

function textsOf(value: unknown, place = ''): [string, string][] {
  if (typeof value === 'string') return [[place, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => (key === 'kind' ? [] : textsOf(part, `${place}/${key}`)))
}

/** Each message with everything that may be told and with as little as must be, or with what the author gave. */
function writtenBy({ plugin, options }: Pick<PluginWorld, 'plugin' | 'options'>): Written[] {
  return Object.entries(plugin.definition.messages ?? {}).flatMap(([key, message]) => {
    const given = options.facts?.[key]
    const all = given === undefined ? [false, true].map((isBare) => madeUp(message.data, { isBare })) : [given]
    return all.map((facts) => ({ key, told: toldBy(message, facts), facts: leavesOf(facts) }))
  })
}

function toldBy(message: Message, facts: unknown): Written['told'] {
  const data = parse(message.data, facts)
  const each = mailLanguages.map((language) => {
    const { name: _, ...draft } = message.write(data, { language, shop: SHOP })
    return [language, new Map(textsOf(draft))]
  })
  return Object.fromEntries(each) as Written['told']
}

/** The plugin's own words in a text: without facts, and without numbers. */
function wordsOf(text: string, facts: readonly string[]): string[] {
  const longestFirst = [SHOP, ...facts].sort((a, b) => b.length - a.length)
  const own = longestFirst.reduce((left, fact) => withoutFact(left, fact), text)
  return own.match(/\p{L}+/gu) ?? []
}

interface Sentence {
  readonly place: string
  readonly text: string
  /** As many of its words as there are in English, of one. */
  readonly english: number
}

function sentencesOf({ told, facts }: Written, language: MailLanguage): Sentence[] {
  return [...told[language]].flatMap(([place, text]) => {
    const words = wordsOf(text, facts)
    const english = new Set(wordsOf(told.en.get(place) ?? '', facts))
    const same = words.filter((word) => english.has(word)).length
    return words.length < SENTENCE ? [] : [{ place, text, english: same / words.length }]
  })
}

/** Languages that the plugin speaks: a day that is written as the reader does makes none. */
function spokenIn(all: readonly Written[]): MailLanguage[] {
  return mailLanguages.filter((language) =>
    all.some((written) => sentencesOf(written, language).some(({ english }) => english < 0.5)),
  )
}

function expectWhole({ key, told, facts }: Written, language: MailLanguage): void {
  const where = `${key} in ${language}`
  for (const [place, text] of told[language]) {
    ok(text.trim() !== '', `${where} says nothing at ${place}`)
    ok(!BROKEN.test(text), `${where} lacks something at ${place}: ${text}`)
  }
  deepStrictEqual([...told[language].keys()], [...told.en.keys()], `${where} has other parts than in English`)
  const [own, english] = [told[language], told.en].map((texts) => bareText([...texts.values()].join(' ')))
  const markers = facts.map(bareText).filter((marker) => marker.length >= TELLING)
  for (const marker of markers)
    ok(own?.includes(marker) === english?.includes(marker), `${where} tells ${marker} otherwise than in English`)
}

export const messageCases: PluginCases = {
  'messages: each tells the same in every language that the plugin speaks': {
    needs: ['messages'],
    run: (world) => {
      const all = writtenBy(world)
      for (const written of all) for (const language of mailLanguages) expectWhole(written, language)
      for (const language of spokenIn(all))
        for (const written of all) {
          const left = sentencesOf(written, language).find(({ english }) => english === 1)
          ok(left === undefined, `${written.key} in ${language} is English at ${left?.place}: ${left?.text}`)
        }
      return Promise.resolve()
    },
  },
}
