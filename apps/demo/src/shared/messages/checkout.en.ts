/** What buyers read on the way from the cart to the order. */
export const checkout = {
  title: 'Checkout',
  steps: ['Contact and address', 'Delivery', 'Payment'],
  step: (step: number, count: number) => `Step ${step} of ${count}`,
  guest: 'No account needed. Fields are required unless marked optional.',
  contact: 'Contact',
  email: 'E-mail',
  emailHelp: 'We write only about this order.',
  address: 'Address',
  firstName: 'First name',
  lastName: 'Last name',
  company: 'Company (optional)',
  line1: 'Street and house number',
  line2: 'Flat, floor (optional)',
  postalCode: 'Postal code',
  city: 'City',
  region: 'Region (optional)',
  country: 'Country',
  chooseCountry: 'Please choose',
  phone: 'Phone (optional)',
  phoneHelp: 'For the driver, should something not fit.',
  note: 'Note to us (optional)',
  toDelivery: 'Go on to delivery',
  delivery: 'How should it reach you?',
  noDelivery: 'Nothing delivers all of this to your address.',
  noDeliveryHelp:
    'Heavy goods go by pallet, bees are handed over in our shops. Change the address, or take something out of your cart.',
  free: 'free',
  readyBy: (time: string) => `Ready by ${time}`,
  notAllHere: 'Not everything is in stock here',
  notHere: 'not in stock here',
  each: 'Each thing its own way',
  eachHelp: 'Some of it sent, some of it collected: choose for each.',
  freeFrom: (price: string) => `free from ${price}`,
  days: (least: number, most: number) => {
    const days = most === 1 ? '1 working day' : `${most} working days`
    if (most === 0) return 'today'
    if (least === 0) return `within ${days}`
    return least === most ? days : `${least} to ${days}`
  },
  toPayment: 'Go on to payment',
  payment: 'How would you like to pay?',
  testOutcome: 'What should the test bank say?',
  outcomes: {
    sandbox_ok: 'Pays at once',
    sandbox_decline: 'Declines the card',
    sandbox_late: 'Answers after half a minute',
    sandbox_action: 'Asks you to confirm first',
  },
  review: 'Please check your order',
  pay: 'Order and pay',
  payLegal:
    'With this button you order and have to pay. Here, in the invented shop, nothing is charged and nothing is sent.',
  processing: 'Your payment is being decided',
  processingHelp:
    'The bank takes its time. This page looks again by itself; you may also leave it open and come back. You will not pay twice.',
  lookAgain: 'Look again',
  sendTo: 'To',
  edit: 'Change',
  editOf: (what: string) => `Change ${what}`,
} as const
