import { type Messages, plural } from './messages.ts'

const minutes = plural('pl', { one: '# minutę', few: '# minuty', many: '# minut', other: '# minuty' })
const hours = plural('pl', { one: '# godzinę', few: '# godziny', many: '# godzin', other: '# godziny' })
const days = plural('pl', { one: '# dzień', few: '# dni', many: '# dni', other: '# dnia' })

export const pl = {
  greeting: (name) => (name === undefined ? 'Dzień dobry,' : `Dzień dobry, ${name},`),
  footer: (shop) => `Tę wiadomość wysłał sklep ${shop}.`,
  linkHelp: 'Jeśli przycisk nie działa, otwórz ten adres:',
  orderConfirmation: {
    subject: (order) => `Mamy Twoje zamówienie ${order}`,
    text: (order) => `Dziękujemy. Zamówienie ${order} zostało przyjęte. Napiszemy ponownie, gdy je wyślemy.`,
    items: plural('pl', { one: '# produkt', few: '# produkty', many: '# produktów', other: '# produktu' }),
  },
  orderShipped: {
    subject: (order) => `Zamówienie ${order} jest w drodze`,
    text: (order) => `Te produkty z zamówienia ${order} zostały wysłane.`,
  },
  orderCancelled: {
    subject: (order) => `Zamówienie ${order} zostało anulowane`,
    text: (order) => `Te produkty z zamówienia ${order} zostały anulowane.`,
    refund: (amount) => `Zwracamy ${amount} tą samą drogą, którą dokonano płatności.`,
  },
  viewOrder: 'Zobacz zamówienie',
  trackParcel: 'Śledź przesyłkę',
  passwordReset: {
    subject: 'Ustaw nowe hasło',
    text: (count) => `Ktoś poprosił o nowe hasło do Twojego konta. Link działa jeden raz, przez ${minutes(count)}.`,
    button: 'Ustaw nowe hasło',
    otherwise: 'Jeśli to nie Ty, nic nie rób: hasło pozostanie bez zmian.',
  },
  verifyEmail: {
    subject: 'Potwierdź swój adres e-mail',
    text: (count) =>
      `Potwierdź, że ten adres należy do Ciebie, a konto będzie gotowe. Link działa przez ${hours(count)}.`,
    button: 'Potwierdź adres',
    otherwise: 'Jeśli to nie Twoja rejestracja, nic nie rób: konto nie powstanie.',
  },
  invitation: {
    subject: (shop) => `Zaproszenie do pracy w sklepie ${shop}`,
    text: (by, count) =>
      `${by === undefined ? 'Zapraszamy Cię' : `${by} zaprasza Cię`} do pracy w sklepie. Link działa jeden raz, przez ${days(count)}.`,
    button: 'Przyjmij zaproszenie',
    otherwise: 'Jeśli nie znasz tego sklepu, nic nie rób.',
  },
  accountExists: {
    subject: 'Masz już konto',
    text: 'Ktoś próbował zarejestrować się na Twój adres, który ma już konto. Jeśli to Ty, zaloguj się albo ustaw nowe hasło.',
    button: 'Zaloguj się',
    otherwise: 'Jeśli to nie Ty, nic nie rób: nic się nie zmieniło.',
  },
  labels: {
    item: 'Produkt',
    quantity: 'Ilość',
    amount: 'Kwota',
    subtotal: 'Wartość produktów',
    discount: 'Rabat',
    shipping: 'Dostawa',
    tax: 'Podatek',
    taxIncluded: 'W tym podatek',
    total: 'Razem',
    delivery: 'Sposób dostawy',
    deliverTo: 'Adres dostawy',
    carrier: 'Przewoźnik',
    trackingNumber: 'Numer przesyłki',
  },
} satisfies Messages
