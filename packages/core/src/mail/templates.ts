import type { Fact, Letter, Part } from './letter.ts'
import { type Messages, messages } from './messages/index.ts'
import type { MailData, MailLanguage, MailLine, MailTemplate, MailTotals } from './model.ts'

interface Reading {
  readonly words: Messages
  readonly shop: string
}

type Draft = Pick<Letter, 'subject' | 'parts'>

type Templates = { readonly [Template in MailTemplate]: (data: MailData[Template], reading: Reading) => Draft }

const text = (words: string): Part => ({ kind: 'text', text: words })

const button = (words: Messages, label: string, link: string): Part => ({
  kind: 'button',
  label,
  link,
  help: words.linkHelp,
})

const fact = (name: string, value: string | readonly string[] | undefined): Fact[] =>
  value === undefined ? [] : [{ name, values: typeof value === 'string' ? [value] : value }]

const facts = (found: readonly Fact[]): Part[] => (found.length === 0 ? [] : [{ kind: 'facts', facts: found }])

function itemLines({ labels }: Messages, lines: readonly MailLine[]): Part {
  return { kind: 'lines', heads: [labels.item, labels.quantity, labels.amount], lines }
}

function sums({ labels }: Messages, totals: MailTotals): Part[] {
  return facts([
    ...fact(labels.subtotal, totals.subtotal),
    ...fact(labels.discount, totals.discount),
    ...fact(labels.shipping, totals.shipping),
    ...(totals.taxIncluded === true ? [] : fact(labels.tax, totals.tax)),
    { name: labels.total, values: [totals.total], isSum: true },
    ...(totals.taxIncluded === true ? fact(labels.taxIncluded, totals.tax) : []),
  ])
}

const templates: Templates = {
  orderConfirmation: ({ order, lines, totals, delivery, deliverTo, link }, { words }) => ({
    subject: words.orderConfirmation.subject(order),
    parts: [
      text(words.orderConfirmation.text(order)),
      text(words.orderConfirmation.items(lines.reduce((count, { quantity }) => count + quantity, 0))),
      itemLines(words, lines),
      ...sums(words, totals),
      ...facts([...fact(words.labels.delivery, delivery), ...fact(words.labels.deliverTo, deliverTo)]),
      button(words, words.viewOrder, link),
    ],
  }),
  orderShipped: ({ order, lines, carrier, trackingNumber, trackingLink, link }, { words }) => ({
    subject: words.orderShipped.subject(order),
    parts: [
      text(words.orderShipped.text(order)),
      itemLines(words, lines),
      ...facts([...fact(words.labels.carrier, carrier), ...fact(words.labels.trackingNumber, trackingNumber)]),
      trackingLink === undefined
        ? button(words, words.viewOrder, link)
        : button(words, words.trackParcel, trackingLink),
    ],
  }),
  orderCancelled: ({ order, lines, refund, link }, { words }) => ({
    subject: words.orderCancelled.subject(order),
    parts: [
      text(words.orderCancelled.text(order)),
      itemLines(words, lines),
      ...(refund === undefined ? [] : [text(words.orderCancelled.refund(refund))]),
      button(words, words.viewOrder, link),
    ],
  }),
  passwordReset: ({ link, minutes }, { words }) => ({
    subject: words.passwordReset.subject,
    parts: notice(words, words.passwordReset, { text: words.passwordReset.text(minutes), link }),
  }),
  verifyEmail: ({ link, hours }, { words }) => ({
    subject: words.verifyEmail.subject,
    parts: notice(words, words.verifyEmail, { text: words.verifyEmail.text(hours), link }),
  }),
  invitation: ({ invitedBy, link, days }, { words, shop }) => ({
    subject: words.invitation.subject(shop),
    parts: notice(words, words.invitation, { text: words.invitation.text(invitedBy, days), link }),
  }),
  accountExists: ({ link }, { words }) => ({
    subject: words.accountExists.subject,
    parts: notice(words, words.accountExists, { text: words.accountExists.text, link }),
  }),
}

function notice(
  words: Messages,
  said: { readonly button: string; readonly otherwise: string },
  about: { readonly text: string; readonly link: string },
): Part[] {
  return [text(about.text), button(words, said.button, about.link), text(said.otherwise)]
}

/** Of the core, not of a plugin. */
export function isOwnTemplate(name: string): name is MailTemplate {
  return Object.hasOwn(templates, name)
}

interface Writing<Template extends MailTemplate> {
  readonly template: Template
  readonly language: MailLanguage
  readonly data: MailData[Template]
  readonly shop: string
}

/** Writes the letter of a template in one language. */
export function writeLetter<Template extends MailTemplate>({
  template,
  language,
  data,
  shop,
}: Writing<Template>): Letter {
  const words = messages[language]
  const draft = templates[template](data, { words, shop })
  return { ...draft, greeting: words.greeting(data.name), footer: words.footer(shop) }
}
