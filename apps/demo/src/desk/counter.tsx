import type { Office } from '../staff/office.ts'
import type { Shell } from '../staff/page.tsx'
import { words } from './words.ts'

export type Counter = Awaited<ReturnType<Office['click-and-collect']['stores']>>['items'][number]

/** One request at one counter. */
export interface AtCounter {
  readonly office: Office
  readonly counter: Counter
  readonly counters: readonly Counter[]
  readonly shell: Shell
}

/** The head of the pages of a counter names it. */
export function shellAt(shell: Shell, { code, name, isOpen }: Counter): Shell {
  return {
    ...shell,
    home: `/pickup-desk/${code}`,
    place: (
      <span class="staff-place">
        {name} <small>{isOpen ? words.open : words.closed}</small>
      </span>
    ),
    ways: <a href="/pickup-desk">{words.otherStore}</a>,
  }
}
