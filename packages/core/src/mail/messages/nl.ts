import { type Messages, plural } from './messages.ts'

const minutes = plural('nl', { one: '# minuut', other: '# minuten' })
const hours = plural('nl', { one: '# uur', other: '# uur' })
const days = plural('nl', { one: '# dag', other: '# dagen' })

export const nl = {
  greeting: (name) => (name === undefined ? 'Hallo,' : `Hallo ${name},`),
  footer: (shop) => `Dit bericht komt van ${shop}.`,
  linkHelp: 'Werkt de knop niet? Open dan dit adres:',
  orderConfirmation: {
    subject: (order) => `We hebben je bestelling ${order} ontvangen`,
    text: (order) => `Dank je wel. Je bestelling ${order} staat in ons boek. We schrijven weer als ze de deur uitgaat.`,
    items: plural('nl', { one: '# artikel', other: '# artikelen' }),
  },
  orderShipped: {
    subject: (order) => `Je bestelling ${order} is onderweg`,
    text: (order) => `Deze artikelen van je bestelling ${order} zijn verzonden.`,
  },
  orderCancelled: {
    subject: (order) => `Je bestelling ${order} is geannuleerd`,
    text: (order) => `Deze artikelen van je bestelling ${order} zijn geannuleerd.`,
    refund: (amount) => `We betalen ${amount} terug op de manier waarop je hebt betaald.`,
  },
  viewOrder: 'Bekijk je bestelling',
  trackParcel: 'Volg het pakket',
  passwordReset: {
    subject: 'Kies een nieuw wachtwoord',
    text: (count) =>
      `Iemand heeft een nieuw wachtwoord voor je account aangevraagd. De link werkt één keer, ${minutes(count)} lang.`,
    button: 'Kies een nieuw wachtwoord',
    otherwise: 'Was jij dat niet? Doe dan niets: je wachtwoord blijft zoals het is.',
  },
  verifyEmail: {
    subject: 'Bevestig je e-mailadres',
    text: (count) => `Bevestig dat dit adres van jou is, dan is je account klaar. De link werkt ${hours(count)} lang.`,
    button: 'Bevestig het adres',
    otherwise: 'Heb je je niet aangemeld? Doe dan niets: er komt geen account.',
  },
  invitation: {
    subject: (shop) => `Je bent uitgenodigd om aan ${shop} mee te werken`,
    text: (by, count) =>
      `${by === undefined ? 'Je bent uitgenodigd' : `${by} nodigt je uit`} om in de winkel mee te werken. De link werkt één keer, ${days(count)} lang.`,
    button: 'Neem de uitnodiging aan',
    otherwise: 'Ken je de winkel niet? Doe dan niets.',
  },
  accountExists: {
    subject: 'Je hebt al een account',
    text: 'Iemand probeerde zich aan te melden met je adres, dat al een account heeft. Was jij dat? Log dan in of kies een nieuw wachtwoord.',
    button: 'Inloggen',
    otherwise: 'Was jij dat niet? Doe dan niets: er is niets veranderd.',
  },
  labels: {
    item: 'Artikel',
    quantity: 'Aantal',
    amount: 'Bedrag',
    subtotal: 'Subtotaal',
    discount: 'Korting',
    shipping: 'Bezorging',
    tax: 'Btw',
    taxIncluded: 'Inclusief btw',
    total: 'Totaal',
    delivery: 'Bezorgwijze',
    deliverTo: 'Bezorgd bij',
    carrier: 'Vervoerder',
    trackingNumber: 'Volgnummer',
  },
} satisfies Messages
