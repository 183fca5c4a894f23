import type { PickupView } from '@vitrine/plugin-click-and-collect/client'
import { pathOf } from '../storefront/parts/picture.tsx'
import type { PickupProps } from './pickup.tsx'
import { words } from './words.ts'

/** Where a form of a pickup is sent to. */
export const pathTo = ({ counter, pickup }: Pick<PickupProps, 'counter' | 'pickup'>, step: string) =>
  `/pickup-desk/${counter.code}/pickups/${pickup.id}/${step}`

/** What is to be found on the shelves, and what to do when it is not there. */
export function PickList(props: PickupProps) {
  const { pickup } = props
  const isDone = pickup.lines.every(({ picked, quantity }) => picked === quantity)
  return (
    <>
      {!isDone && (
        <form method="post" action={pathTo(props, 'pick')} class="desk-code">
          <label for="scan">{words.scan}</label>
          <p id="scan-help" class="muted">
            {words.scanHelp}
          </p>
          <div class="staff-row">
            <input
              id="scan"
              name="scan"
              required
              autofocus
              autocomplete="off"
              maxLength={100}
              aria-describedby="scan-help"
            />
            <button class="button is-primary is-large" type="submit">
              {words.pick}
            </button>
          </div>
        </form>
      )}
      <ul class="desk-lines">
        {pickup.lines
          .filter(({ quantity }) => quantity > 0)
          .map((line) => (
            <PickLine key={line.lineId} {...props} line={line} />
          ))}
      </ul>
      <form method="post" action={pathTo(props, 'ready')}>
        {!isDone && <input type="hidden" name="all" value="yes" />}
        <button class={`button is-large${isDone ? ' is-primary' : ''}`} type="submit">
          {isDone ? words.isReady : words.isReadyAll}
        </button>
      </form>
    </>
  )
}

function PickLine({ line, ...props }: PickupProps & { readonly line: PickupView['lines'][number] }) {
  const { lineId, title, variantTitle, sku, image, picked, quantity } = line
  return (
    <li class={picked === quantity ? 'is-done' : undefined}>
      {image !== null && <img class="picture" src={pathOf(image)} alt="" width="64" height="64" />}
      <span class="desk-what">
        <strong>{title}</strong>
        <small>{[variantTitle, sku].filter((part) => part !== null && part !== '').join(' · ')}</small>
      </span>
      <strong class="desk-tally">
        {picked} / {quantity}
      </strong>
      {picked < quantity && (
        <>
          <form method="post" action={pathTo(props, 'pick')}>
            <input type="hidden" name="lineId" value={lineId} />
            <button class="button" type="submit" aria-label={words.pickOne(title)}>
              +1
            </button>
          </form>
          <ShortForm {...props} line={line} />
        </>
      )}
    </li>
  )
}

const FAULTS = Object.keys(words.faults) as (keyof typeof words.faults)[]

function ShortForm({ line, ...props }: PickupProps & { readonly line: PickupView['lines'][number] }) {
  const { lineId, picked, quantity } = line
  const others = props.counters.filter(({ id }) => id !== props.counter.id)
  return (
    <details>
      <summary>{words.short}</summary>
      <form method="post" action={pathTo(props, 'short')} class="staff-form">
        <input type="hidden" name="lineId" value={lineId} />
        <label for={`q-${lineId}`}>{words.shortOf}</label>
        <input
          id={`q-${lineId}`}
          name="quantity"
          type="number"
          min="1"
          max={quantity - picked}
          value={quantity - picked}
        />
        <label for={`f-${lineId}`}>{words.shortFault}</label>
        <select id={`f-${lineId}`} name="fault">
          {FAULTS.map((fault) => (
            <option key={fault} value={fault}>
              {words.faults[fault]}
            </option>
          ))}
        </select>
        <label for={`r-${lineId}`}>{words.shortReason}</label>
        <input id={`r-${lineId}`} name="reason" maxLength={500} />
        <label for={`w-${lineId}`}>{words.remedy}</label>
        <select id={`w-${lineId}`} name="remedy">
          <option value="cancel">{words.payBack}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {words.moveTo(name)}
            </option>
          ))}
        </select>
        <button class="button" type="submit">
          {words.takeOff}
        </button>
      </form>
    </details>
  )
}
