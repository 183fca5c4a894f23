import type { PickupView } from '@vitrine/plugin-click-and-collect/client'
import { clock } from '../shared/time.ts'
import { Mark, Moment } from '../staff/mark.tsx'
import { type Shell, StaffPage } from '../staff/page.tsx'
import type { Counter } from './counter.tsx'
import { words } from './words.ts'

interface QueueProps {
  readonly shell: Shell
  readonly counter: Counter
  readonly open: readonly PickupView[]
  readonly closed: readonly PickupView[]
}

const isWaiting = ({ status }: PickupView) => status === 'ready' || status === 'part_collected'

/** What there is to do at a counter: the field for codes first, then what is to be picked, then who is expected. */
export function QueuePage({ shell, counter, open, closed }: QueueProps) {
  const ready = open.filter(isWaiting)
  return (
    <StaffPage shell={shell} title={counter.name}>
      <CodeForm counter={counter} />
      <List
        counter={counter}
        title={words.toPick}
        items={open.filter((one) => !isWaiting(one))}
        empty={words.nothingToPick}
      />
      <List counter={counter} title={words.ready} items={ready} empty={words.nothingReady} />
      {closed.length > 0 && <List counter={counter} title={words.lately} items={closed.slice(0, 10)} empty="" />}
    </StaffPage>
  )
}

function CodeForm({ counter }: Pick<QueueProps, 'counter'>) {
  return (
    <form method="post" action={`/pickup-desk/${counter.code}/check`} class="desk-code">
      <label for="code">{words.code}</label>
      <p id="code-help" class="muted">
        {words.codeHelp}
      </p>
      <div class="staff-row">
        <input
          id="code"
          name="code"
          required
          autofocus
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={300}
          aria-describedby="code-help"
        />
        <button class="button is-primary is-large" type="submit">
          {words.check}
        </button>
      </div>
    </form>
  )
}

interface ListProps {
  readonly counter: Counter
  readonly title: string
  readonly items: readonly PickupView[]
  readonly empty: string
}

function List({ counter, title, items, empty }: ListProps) {
  const id = title.toLowerCase().replaceAll(' ', '-')
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="staff-count">{items.length}</span>
      </h2>
      {items.length === 0 ? (
        <p class="muted">{empty}</p>
      ) : (
        <ul class="staff-list">
          {items.map((pickup) => (
            <Row key={pickup.id} counter={counter} pickup={pickup} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ counter, pickup }: { readonly counter: Counter; readonly pickup: PickupView }) {
  const isOver = pickup.closedAt !== null
  const pieces = pickup.lines.reduce((sum, { quantity, collected }) => sum + quantity - (isOver ? 0 : collected), 0)
  const time = isWaiting(pickup) ? pickup.collectUntil : pickup.readyBy
  return (
    <li>
      <a href={`/pickup-desk/${counter.code}/pickups/${pickup.id}`}>
        <strong>{words.order(pickup.order)}</strong>
        <span>{pickup.collector ?? pickup.name}</span>
        <span>{words.pieces(pieces)}</span>
      </a>
      <StatusMark pickup={pickup} />
      {time !== null && !isOver && (
        <span class="muted">
          {isWaiting(pickup) ? words.until : words.readyBy}{' '}
          <Moment at={time}>{clock(time, counter.rules.timeZone)}</Moment>
        </span>
      )}
    </li>
  )
}

/** The status in colour and in words. */
export function StatusMark({ pickup: { status, isLate } }: { readonly pickup: PickupView }) {
  return (
    <Mark status={isLate ? 'late' : status}>
      {words.status[status]}
      {isLate && `, ${words.late}`}
    </Mark>
  )
}
