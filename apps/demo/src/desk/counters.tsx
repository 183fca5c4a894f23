import { type Shell, StaffPage } from '../staff/page.tsx'
import type { Counter } from './counter.tsx'
import { words } from './words.ts'

interface CountersProps {
  readonly shell: Shell
  readonly counters: readonly Counter[]
}

export function CountersPage({ shell, counters }: CountersProps) {
  return (
    <StaffPage shell={shell} title={words.chooseStore}>
      {counters.length === 0 && <p class="muted">{words.noCounters}</p>}
      <ul class="desk-counters">
        {counters.map(({ code, name, address, isOpen }) => (
          <li key={code}>
            <a class="button is-large" href={`/pickup-desk/${code}`}>
              {name}
            </a>
            <span class="muted">{[...address, isOpen ? words.open : words.closed].join(' · ')}</span>
          </li>
        ))}
      </ul>
    </StaffPage>
  )
}
