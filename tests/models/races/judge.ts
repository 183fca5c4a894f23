import type { RaceCommand } from './commands.ts'
import { type Ending, inTurn } from './race.ts'
import type { Theatre } from './stage.ts'

/**
 * As which order of the two a race ended. `elsewhere`: with other places for the same goods. `otherwise`: refused like one of them, for
 * another reason. `later`: one was asked to come back, and nothing of it happened.
 */
export type Verdict = 'first' | 'second' | 'elsewhere' | 'otherwise' | 'later'

/**
 * What is said to whoever read one thing before and the other after somebody else wrote: nothing of it happened, and asking again would go
 * on from what is there. Insufficient is among them because a cart's own goods move between these two reads.
 */
const LATER = [
  'carts.completing',
  'payments.processing',
  'request.conflict',
  'inventory.insufficient',
  'inventory.reservationClosed',
  'fulfillment.tooMany',
]

const nothing: RaceCommand = async () => async () => undefined

export interface Judge {
  /** The verdict; undefined when no order of the two explains the ending. */
  judge(ending: Ending): Promise<Verdict | undefined>
  readonly possible: readonly Ending[]
}

/** A race must end as if its commands had come one after the other. */
export async function openJudge(theatre: Theatre, [a, b]: readonly [RaceCommand, RaceCommand]): Promise<Judge> {
  const first = await inTurn(theatre, [a, b])
  const second = swapped(await inTurn(theatre, [b, a]))
  const possible = [first, second]
  const isSame = (one: Ending, other: Ending, by: 'shop' | 'sums') =>
    one[by] === other[by] && one.outcomes.join() === other.outcomes.join()
  const isAlike = (one: Ending, other: Ending) =>
    one.sums === other.sums && one.outcomes.every((code, at) => (code === 'done') === (other.outcomes[at] === 'done'))
  return {
    possible,
    async judge(ending) {
      if (isSame(ending, first, 'shop')) return 'first'
      if (isSame(ending, second, 'shop')) return 'second'
      if (possible.some((one) => isSame(ending, one, 'sums'))) return 'elsewhere'
      if (possible.some((one) => isAlike(ending, one))) return 'otherwise'
      const refused = ending.outcomes.map((code) => LATER.includes(code))
      if (refused[0] === refused[1]) return undefined
      const alone = await inTurn(theatre, refused[0] === true ? [nothing, b] : [a, nothing])
      return alone.sums === ending.sums ? 'later' : undefined
    },
  }
}

function swapped({ outcomes: [second, first], ...rest }: Ending): Ending {
  return { ...rest, outcomes: [first, second] }
}
