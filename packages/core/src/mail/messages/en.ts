import { type Messages, plural } from './messages.ts'

const minutes = plural('en', { one: '# minute', other: '# minutes' })
const hours = plural('en', { one: '# hour', other: '# hours' })
const days = plural('en', { one: '# day', other: '# days' })

export const en = {
  greeting: (name) => (name === undefined ? 'Hello,' : `Hello ${name},`),
  footer: (shop) => `This message was sent by ${shop}.`,
  linkHelp: 'If the button does not work, open this address:',
  orderConfirmation: {
    subject: (order) => `We have your order ${order}`,
    text: (order) => `Thank you. Your order ${order} is in our book. We write again when it leaves us.`,
    items: plural('en', { one: '# item', other: '# items' }),
  },
  orderShipped: {
    subject: (order) => `Your order ${order} is on its way`,
    text: (order) => `These items of your order ${order} have left us.`,
  },
  orderCancelled: {
    subject: (order) => `Your order ${order} is cancelled`,
    text: (order) => `These items of your order ${order} are cancelled.`,
    refund: (amount) => `We pay back ${amount} the way you paid.`,
  },
  viewOrder: 'View your order',
  trackParcel: 'Track the parcel',
  passwordReset: {
    subject: 'Choose a new password',
    text: (count) => `Somebody asked for a new password for your account. The link works once, for ${minutes(count)}.`,
    button: 'Choose a new password',
    otherwise: 'If it was not you, do nothing: your password stays as it is.',
  },
  verifyEmail: {
    subject: 'Confirm your e-mail address',
    text: (count) =>
      `Confirm that this address is yours, and your account is ready. The link works for ${hours(count)}.`,
    button: 'Confirm the address',
    otherwise: 'If you did not sign up, do nothing: no account is made.',
  },
  invitation: {
    subject: (shop) => `You are invited to work on ${shop}`,
    text: (by, count) =>
      `${by === undefined ? 'You are invited' : `${by} invites you`} to work in the shop. The link works once, for ${days(count)}.`,
    button: 'Accept the invitation',
    otherwise: 'If you do not know the shop, do nothing.',
  },
  accountExists: {
    subject: 'You have an account already',
    text: 'Somebody tried to sign up with your address, which has an account already. If it was you, sign in, or choose a new password.',
    button: 'Sign in',
    otherwise: 'If it was not you, do nothing: nothing was changed.',
  },
  labels: {
    item: 'Item',
    quantity: 'Quantity',
    amount: 'Amount',
    subtotal: 'Subtotal',
    discount: 'Discount',
    shipping: 'Delivery',
    tax: 'Tax',
    taxIncluded: 'Tax included',
    total: 'Total',
    delivery: 'Delivery',
    deliverTo: 'Delivered to',
    carrier: 'Carrier',
    trackingNumber: 'Tracking number',
  },
} satisfies Messages
