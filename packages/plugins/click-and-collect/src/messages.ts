import { type MessagePart, message, orderLink, type Statement, sendMessage } from '@vitrine/core'
import * as v from 'valibot'
import { spelled } from './code.ts'
import type { Desk } from './desk.ts'
import type { Pickup } from './reads.ts'
import type { Rules, Store } from './stores.ts'
import { type Words, words } from './words.ts'

const Facts = v.object({
  name: v.string(),
  order: v.string(),
  code: v.string(),
  store: v.string(),
  address: v.array(v.string()),
  phone: v.nullable(v.string()),
  timeZone: v.string(),
  readyBy: v.nullable(v.number()),
  until: v.nullable(v.number()),
  lines: v.array(v.object({ title: v.string(), variant: v.optional(v.string()), quantity: v.number() })),
  link: v.string(),
})
type Facts = v.InferOutput<typeof Facts>

interface Saying {
  readonly subject: (words: Words, facts: Facts) => string
  readonly text: (words: Words, facts: Facts, time: (ms: number | null) => string) => string
  /** The code is told only where it is good for something. */
  readonly hasCode: boolean
}

function saying(name: string, { subject, text, hasCode }: Saying) {
  return message(`click-and-collect/${name}`, {
    data: Facts,
    write: (facts, { language }) => {
      const told = words[language]
      const time = (ms: number | null) =>
        ms === null
          ? ''
          : new Intl.DateTimeFormat(language, {
              dateStyle: 'full',
              timeStyle: 'short',
              timeZone: facts.timeZone,
            }).format(ms)
      return {
        subject: subject(told, facts),
        name: facts.name === '' ? undefined : facts.name,
        parts: [
          { kind: 'text', text: text(told, facts, time) },
          ...(hasCode ? [codeOf(told, facts)] : []),
          { kind: 'facts', facts: factsOf(told, facts, time) },
          { kind: 'lines', lines: facts.lines.map(lineOf) },
          { kind: 'button', label: told.show, link: facts.link },
        ],
      }
    },
  })
}

const codeOf = ({ code }: Words, facts: Facts): MessagePart => ({
  kind: 'facts',
  facts: [{ name: code, values: [spelled(facts.code)], isSum: true }],
})

function factsOf(told: Words, { store, address, phone, readyBy, until }: Facts, time: (ms: number | null) => string) {
  return [
    { name: told.where, values: [store, ...address] },
    ...(phone === null ? [] : [{ name: told.phone, values: [phone] }]),
    ...(until === null && readyBy !== null ? [{ name: told.readyBy, values: [time(readyBy)] }] : []),
    ...(until === null ? [] : [{ name: told.until, values: [time(until)] }]),
  ]
}

const lineOf = ({ title, variant, quantity }: Facts['lines'][number]) => ({
  ...{ title, quantity },
  ...(variant === undefined ? {} : { variant }),
})

export const messages = {
  ready: saying('ready', {
    subject: (told, { order }) => told.ready(order),
    text: (told, { store }) => told.readyText(store),
    hasCode: true,
  }),
  reminder: saying('reminder', {
    subject: (told, { order }) => told.reminder(order),
    text: (told, { until }, time) => told.reminderText(time(until)),
    hasCode: true,
  }),
  moved: saying('moved', {
    subject: (told, { order }) => told.moved(order),
    text: (told, { store }) => told.movedText(store),
    hasCode: false,
  }),
}

interface About {
  readonly pickup: Pickup
  readonly store: Store
  readonly rules: Rules
}

/** The lines that write one of the messages to the buyer; none when nobody left an address. */
export function tell(
  { ctx }: Pick<Desk, 'ctx'>,
  kind: keyof typeof messages,
  { pickup, store, rules }: About,
): Statement[] {
  const { email, language, name, orderId, orderNumber, code, collectUntil, readyBy } = pickup
  if (email === null) return []
  return sendMessage(ctx, messages[kind], {
    ...{ language, to: email },
    data: {
      ...{ name, code, readyBy },
      order: orderNumber,
      store: store.name,
      address: [...store.address],
      phone: store.phone,
      timeZone: rules.timeZone,
      until: collectUntil,
      lines: pickup.lines
        .filter(({ quantity, collected }) => quantity > collected)
        .map(({ title, variantTitle, quantity, collected }) => ({
          title,
          ...(variantTitle === null ? {} : { variant: variantTitle }),
          quantity: quantity - collected,
        })),
      link: orderLink(ctx, orderId),
    },
  })
}
