import type { PickupView } from '@vitrine/plugin-click-and-collect/client'
import { clock } from '../shared/time.ts'
import { Fact, Facts } from '../staff/facts.tsx'
import { type Shell, StaffPage } from '../staff/page.tsx'
import { pathOf } from '../storefront/parts/picture.tsx'
import type { Counter } from './counter.tsx'
import { HandOvers } from './hand-overs.tsx'
import { PickList, pathTo } from './pick-list.tsx'
import { StatusMark } from './queue.tsx'
import { words } from './words.ts'

export interface PickupAtDesk extends PickupView {
  readonly due: { readonly amount: number; readonly formatted: string }
}

export interface PickupProps {
  readonly shell: Shell
  readonly counter: Counter
  readonly counters: readonly Counter[]
  readonly pickup: PickupAtDesk
  /** What the customer said or showed, when it was looked up by that. */
  readonly code?: string | undefined
}

/** One pickup: its pick list until it is ready, its hand-over from then on. */
export function PickupPage(props: PickupProps) {
  const { shell, counter, pickup } = props
  const { status, name, collector, readyBy, collectUntil, closedAt } = pickup
  const at = (time: string) => clock(time, counter.rules.timeZone)
  return (
    <StaffPage shell={shell} title={words.order(pickup.order)}>
      <Facts>
        {name !== '' && <Fact name={words.customer}>{name}</Fact>}
        <Fact name={words.stands}>
          <StatusMark pickup={pickup} />
        </Fact>
        {collector !== null && <Fact name={words.collector}>{collector}</Fact>}
        {pickup.readyAt === null && readyBy !== null && <Fact name={words.readyBy}>{at(readyBy)}</Fact>}
        {collectUntil !== null && closedAt === null && <Fact name={words.until}>{at(collectUntil)}</Fact>}
        {pickup.due.amount > 0 && <Fact name={words.due}>{pickup.due.formatted}</Fact>}
      </Facts>
      {status === 'placed' || status === 'picking' ? <PickList {...props} /> : <Waiting {...props} />}
      <HandOvers {...props} />
      <p>
        <a href={`/pickup-desk/${counter.code}`}>{words.back}</a>
      </p>
    </StaffPage>
  )
}

function Waiting(props: PickupProps) {
  const { pickup, counter, code } = props
  const isWaiting = pickup.status === 'ready' || pickup.status === 'part_collected'
  return (
    <>
      <form method="post" action={`/pickup-desk/${counter.code}/hand-over`} class="staff-form is-wide">
        {code === undefined ? (
          <input type="hidden" name="pickupId" value={pickup.id} />
        ) : (
          <input type="hidden" name="code" value={code} />
        )}
        <ul class="desk-lines">
          {pickup.lines.map((line) => (
            <GoodsLine key={line.lineId} line={line} isWaiting={isWaiting} />
          ))}
        </ul>
        {isWaiting && (
          <>
            <label for="collector">{words.giveTo}</label>
            <input id="collector" name="collector" maxLength={100} autocomplete="off" value={pickup.collector ?? ''} />
            <button class="button is-primary is-large" type="submit">
              {words.handOver}
            </button>
          </>
        )}
      </form>
      {isWaiting && <Exceptions {...props} />}
    </>
  )
}

function GoodsLine({ line, isWaiting }: { readonly line: PickupView['lines'][number]; readonly isWaiting: boolean }) {
  const { lineId, title, variantTitle, image, quantity, collected } = line
  const left = quantity - collected
  return (
    <li class={left === 0 ? 'is-done' : undefined}>
      {image !== null && <img class="picture" src={pathOf(image)} alt="" width="64" height="64" />}
      <span class="desk-what">
        <strong>{title}</strong>
        <small>{variantTitle}</small>
      </span>
      {isWaiting && left > 0 ? (
        <span class="desk-some">
          <input
            name={`line ${lineId}`}
            type="number"
            min="0"
            max={left}
            value={left}
            aria-label={`${words.some}: ${title}`}
          />
          {words.of(left)}
        </span>
      ) : (
        <strong class="desk-tally">{quantity}</strong>
      )}
    </li>
  )
}

function Exceptions(props: PickupProps) {
  return (
    <div class="desk-exceptions">
      <form method="post" action={pathTo(props, 'resend')}>
        <button class="button" type="submit">
          {words.resend}
        </button>
      </form>
      <details>
        <summary>{words.refuse}</summary>
        <form method="post" action={pathTo(props, 'refuse')} class="staff-form">
          <label for="refusal">{words.reason}</label>
          <input id="refusal" name="reason" required maxLength={500} />
          <button class="button" type="submit">
            {words.refuse}
          </button>
        </form>
      </details>
    </div>
  )
}
