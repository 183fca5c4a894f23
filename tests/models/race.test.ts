import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { figures, fromEnv, seed } from './fixtures/settings.ts'
import { commands, naive, type RaceCommand } from './races/commands.ts'
import { openJudge, type Verdict } from './races/judge.ts'
import { atOnce, type Ending } from './races/race.ts'
import { openTheatre, type Theatre } from './races/stage.ts'

const names = Object.keys(commands)
const every = names.flatMap((one, at) => names.slice(at).map((other) => [one, other] as const))
const PAIRS = Math.min(fromEnv('VITRINE_RACE_PAIRS', 30), every.length)
const SCHEDULES = fromEnv('VITRINE_RACE_SCHEDULES', 2)

describe('two commands at the same moment', () => {
  const limit = Math.max(2 * 60_000, PAIRS * SCHEDULES * 1_000)
  let theatre: Theatre
  beforeAll(async () => {
    theatre = await openTheatre()
  })
  afterAll(() => theatre?.close())

  /** Schedules of one pair until one of them ends as no order of the two could. */
  const explore = async (pair: readonly [RaceCommand, RaceCommand], schedules: number) => {
    const { judge, possible } = await openJudge(theatre, pair)
    const verdicts: Verdict[] = []
    const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const ending = await atOnce(theatre, pair, scheduler)
      const verdict = await judge(ending)
      expect(ending.broken).toEqual([])
      if (verdict === undefined) expect(told(ending), 'no order of the two explains it').toEqual(possible.map(told))
      if (verdict !== undefined) verdicts.push(verdict)
    })
    return { verdicts, details: await fc.check(property, { numRuns: schedules, seed, endOnFailure: true }) }
  }

  it('end as if one had come after the other', { timeout: limit }, async () => {
    const counts = new Map<Verdict, number>()
    const [pairs = []] = fc.sample(fc.shuffledSubarray(every, { minLength: PAIRS, maxLength: PAIRS }), {
      numRuns: 1,
      seed,
    })
    for (const [one, other] of pairs) {
      const { verdicts, details } = await explore(
        [commands[one], commands[other]] as [RaceCommand, RaceCommand],
        SCHEDULES,
      )
      if (details.failed)
        throw new Error(`${one} / ${other}: ${fc.defaultReportMessage(details)}`, { cause: details.errorInstance })
      for (const verdict of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
    }
    figures('races', {
      commands: names.length,
      pairs: pairs.length,
      schedules: SCHEDULES,
      ...Object.fromEntries(counts),
    })
    const explored = pairs.length * SCHEDULES
    expect(Math.min(counts.get('first') ?? 0, counts.get('second') ?? 0)).toBeGreaterThan(explored / 200)
  })

  /** Found by the exploration before; each had an end that no order of the two explained. */
  it.each([
    ['cancel a part', 'cancel a part'],
    ['pay the cart otherwise', 'buy the cart'],
    ['no payment for the cart', 'buy the cart'],
    ['buy the cart', 'buy the cart'],
  ])('do not fall back: %s / %s', { timeout: limit }, async (one, other) => {
    const { details } = await explore([commands[one], commands[other]] as [RaceCommand, RaceCommand], 12)
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance })
  })

  it.each([
    ['a receipt that adds up by itself', 'receive'],
    ['a receipt that adds up by itself', 'a receipt that adds up by itself'],
    ['a capture that looks, then writes', 'capture some'],
  ])('are noticed when one is naive: %s / %s', { timeout: limit }, async (one, other) => {
    const all = { ...commands, ...naive }
    const { details } = await explore([all[one], all[other]] as [RaceCommand, RaceCommand], 50)
    expect(details.failed).toBe(true)
  })
})

const told = ({ outcomes, shop }: Ending) => ({ outcomes, ...JSON.parse(shop) })
