import { describe, expect, it } from 'vitest'
import { toHtml } from './html.ts'
import { mailLanguage } from './messages/index.ts'
import { plural } from './messages/messages.ts'
import { type MailData, type MailTemplate, mailLanguages } from './model.ts'
import { writeLetter } from './templates.ts'
import { toText } from './text.ts'

const lines = [
  { title: 'Beekeeper smoker', variant: 'Copper', quantity: 2, total: '€51.80' },
  { title: 'Hive tool', quantity: 3, total: '€27.00' },
]
const link = 'https://shop.example.com/orders/1?a=1&b=2'

const data: MailData = {
  orderConfirmation: {
    name: 'Ada',
    order: '1042',
    lines,
    totals: { subtotal: '€78.80', shipping: '€5.00', tax: '€15.67', taxIncluded: true, total: '€83.80' },
    delivery: 'Parcel',
    deliverTo: ['Ada Example', 'Honeycomb Lane 6', '1012 AB Example'],
    link,
  },
  orderShipped: { order: '1042', lines, carrier: 'Example Post', trackingNumber: 'EX123', link },
  orderCancelled: { order: '1042', lines, refund: '€83.80', link },
  passwordReset: { name: 'Ada', link, minutes: 30 },
  invitation: { invitedBy: 'Bea', link, days: 7 },
  verifyEmail: { link, hours: 24 },
  accountExists: { link },
}

const templates = Object.keys(data) as MailTemplate[]
const cases = mailLanguages.flatMap((language) => templates.map((template) => ({ language, template })))

describe('every mail in every language', () => {
  it.each(cases)('$template in $language says everything twice: as HTML and as text', ({ language, template }) => {
    const letter = writeLetter({ template, language, data: data[template], shop: 'Honey & Hive' })
    const html = toHtml(letter, language)
    const text = toText(letter)
    expect(html).toContain(`<html lang="${language}">`)
    expect(html).toContain('a=1&amp;b=2')
    expect(html).toContain('Honey &amp; Hive')
    expect(text).toContain(link)
    expect(`${letter.subject}${text}`).not.toMatch(/undefined|#|\[object/)
    if (template !== 'orderConfirmation') return
    for (const word of ['1042', 'Copper', '€83.80', 'Honeycomb Lane 6', '€15.67']) expect(text).toContain(word)
  })

  it('has a form for each plural category of its language', () => {
    const items = {
      en: ['1 item', '5 items'],
      pl: ['1 produkt', '5 produktów'],
      nl: ['1 artikel', '5 artikelen'],
      uk: ['1 товар', '5 товарів'],
      ru: ['1 товар', '5 товаров'],
    }
    for (const language of mailLanguages) {
      const said = [1, 5].map((quantity) => {
        const order = { ...data.orderConfirmation, lines: [{ title: 'x', quantity }] }
        return toText(writeLetter({ template: 'orderConfirmation', language, data: order, shop: 'x' }))
      })
      for (const [at, text] of said.entries()) expect(text).toContain(items[language][at])
    }
    expect(plural('pl', { one: '#a', few: '#b', many: '#c', other: '#d' })(22)).toBe('22b')
  })

  it('is chosen by the first part of the tag, else English', () => {
    expect(['nl-BE', 'UK', 'pt', ''].map(mailLanguage)).toEqual(['nl', 'uk', 'en', 'en'])
  })
})
