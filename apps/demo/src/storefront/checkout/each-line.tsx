import type { CartView } from '@vitrine/sdk'
import { timeOf } from '../../shared/time.ts'
import type { Visit } from '../visit.ts'
import { chosenByLine, EACH, fieldOfLine, type Way } from './ways.ts'

/** The ways that one line of a cart has. */
export interface WaysOfLine {
  readonly lineId: string
  readonly ways: readonly Way[]
}

interface EachLineProps {
  readonly visit: Visit
  readonly cart: CartView
  readonly each: readonly WaysOfLine[]
  readonly zones: ReadonlyMap<string, string>
  readonly isChosen: boolean
}

/** Some of an order is sent and some collected: each line says how, without a script. */
export function EachLine({ visit, cart, each, zones, isChosen }: EachLineProps) {
  const { t, language } = visit
  const before = chosenByLine(cart)
  return (
    <div class="option-row is-each">
      <label class="option-each">
        <input type="radio" name="delivery" value={EACH} checked={isChosen} required />
        <span class="option-words">
          <strong>{t.checkout.each}</strong>
          <small>{t.checkout.eachHelp}</small>
        </span>
      </label>
      <ul class="each-lines">
        {each.map(({ lineId, ways }) => {
          const { title = '', quantity = 0 } = cart.lines.find(({ id }) => id === lineId) ?? {}
          const field = fieldOfLine(lineId)
          return (
            <li key={lineId}>
              <label for={field} lang={language}>
                {quantity} × {title}
              </label>
              <select id={field} name={field}>
                {ways.map((way) => (
                  <option
                    key={way.value}
                    value={way.value}
                    selected={before.get(lineId) === way.value}
                    disabled={way.isShort}
                  >
                    {wordsOf(visit, way, zones)}
                  </option>
                ))}
              </select>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** In one line, as a list shows it. */
function wordsOf({ t }: Visit, { option, place, readyAt, isShort }: Way, zones: ReadonlyMap<string, string>): string {
  const name = place === undefined ? option.name : `${option.name}: ${place.name}`
  const price = option.price.amount === 0 ? t.checkout.free : option.price.formatted
  const when = readyAt === null ? [] : [t.checkout.readyBy(timeOf(readyAt, zones.get(place?.id ?? '')))]
  return [name, ...(isShort ? [t.checkout.notHere] : [price, ...when])].join(', ')
}
