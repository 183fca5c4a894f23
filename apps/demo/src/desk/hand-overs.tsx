import { clock } from '../shared/time.ts'
import type { PickupProps } from './pickup.tsx'
import { words } from './words.ts'

/** What left already, each with the way back for some minutes. */
export function HandOvers({ pickup, counter, shell: { now } }: Pick<PickupProps, 'pickup' | 'counter' | 'shell'>) {
  if (pickup.handOvers.length === 0) return null
  const titles = new Map(pickup.lines.map(({ lineId, title }) => [lineId, title]))
  return (
    <section aria-labelledby="handed">
      <h2 id="handed">{words.handed}</h2>
      <ul class="staff-list">
        {pickup.handOvers.map(({ id, at, lines, collector, undoneAt, undoUntil, note }) => (
          <li key={id}>
            <span>
              <time dateTime={at}>{clock(at, counter.rules.timeZone)}</time>{' '}
              {lines.map(({ lineId, quantity }) => `${quantity} × ${titles.get(lineId) ?? ''}`).join(', ')}
            </span>
            <span class="muted">
              {[collector, undoneAt === null ? null : words.undone, note].filter(Boolean).join(' · ')}
            </span>
            {undoneAt === null && Date.parse(undoUntil) > now && (
              <form method="post" action={`/pickup-desk/${counter.code}/undo`} class="staff-row">
                <input type="hidden" name="handOverId" value={id} />
                <input name="note" maxLength={500} aria-label={words.note} placeholder={words.note} />
                <button class="button" type="submit">
                  {words.undo}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
