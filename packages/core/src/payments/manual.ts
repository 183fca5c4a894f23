import type { OperationInput, OperationOutcome, PaymentProvider } from './provider.ts'

const done = async ({ key }: OperationInput): Promise<OperationOutcome> => ({ status: 'succeeded', ref: key })

/**
 * Bank transfer, cash, cheque: the order stands at once, and the staff captures when the money has arrived. It decides from what it is
 * asked alone and remembers nothing, so every repeat answers the same.
 */
export const manualProvider: PaymentProvider = {
  id: 'manual',
  names: {
    en: 'Bank transfer',
    uk: 'Банківський переказ',
    pl: 'Przelew bankowy',
    nl: 'Bankoverschrijving',
    ru: 'Банковский перевод',
  },
  descriptions: {
    en: 'You get our bank details with the order.',
    uk: 'Ви отримаєте наші реквізити разом із замовленням.',
    pl: 'Dane do przelewu otrzymasz z zamówieniem.',
    nl: 'Je krijgt onze bankgegevens bij de bestelling.',
    ru: 'Вы получите наши реквизиты вместе с заказом.',
  },
  isLocal: true,
  captureMode: 'manual',
  multiCapture: true,
  authorize: async ({ key }) => ({ ref: key, status: 'authorized' }),
  read: async ({ key }) => ({ ref: key, status: 'authorized' }),
  capture: done,
  cancel: done,
  refund: done,
}
