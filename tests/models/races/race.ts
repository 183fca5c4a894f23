import type { Scheduler } from 'fast-check'
import { checkInvariants } from '../../../packages/core/src/integrity/index.ts'
import { isProblem } from '../../../packages/core/src/kernel/index.ts'
import { look } from '../fixtures/look.ts'
import { sumsOf } from '../fixtures/sums.ts'
import type { RaceCommand } from './commands.ts'
import type { Stage, Theatre } from './stage.ts'

/** How two commands ended, and the shop after them. */
export interface Ending {
  readonly outcomes: readonly [string, string]
  readonly shop: string
  /** The same without where goods come from: after a lost race that may be another place on purpose. */
  readonly sums: string
  /** Invariants that do not hold. */
  readonly broken: readonly string[]
}

type Pair = readonly [RaceCommand, RaceCommand]

/** One after the other, as the two possible ends of any race. */
export async function inTurn(theatre: Theatre, [first, second]: Pair): Promise<Ending> {
  return play(theatre, [first, second], async (_, [one, two]) => [await ended(one), await ended(two)])
}

/** At once, in the order of calls to the database that the scheduler says. */
export async function atOnce(theatre: Theatre, pair: Pair, scheduler: Scheduler): Promise<Ending> {
  return play(theatre, pair, async ({ gate }, [one, two]) => {
    gate.watch = () => scheduler.schedule(Promise.resolve())
    const both = Promise.all([ended(one), ended(two)])
    await gate.quiet()
    await scheduler.waitFor(both, async (next) => {
      await next()
      await gate.quiet()
    })
    gate.watch = undefined
    return both
  })
}

type Work = () => Promise<unknown>

async function play(
  theatre: Theatre,
  [first, second]: Pair,
  run: (stage: Stage, works: readonly [Work, Work]) => Promise<readonly [string, string]>,
): Promise<Ending> {
  const stage = await theatre.open()
  try {
    const outcomes = await run(stage, [await first(stage), await second(stage)])
    await stage.settle()
    const placed = await stage.app.db.raw('select id from orders order by cast(substr(number, 4) as integer)')
    stage.orders.splice(0, stage.orders.length, ...placed.map(([id]) => String(id)))
    const view = await look(stage)
    const { violations } = await checkInvariants(stage.app.db)
    return {
      outcomes,
      shop: JSON.stringify(view),
      sums: JSON.stringify(sumsOf(view)),
      broken: violations.map(({ invariant }) => invariant),
    }
  } finally {
    await stage.close()
  }
}

async function ended(work: Work): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) throw error
    return error.code
  }
}
