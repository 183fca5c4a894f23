import { defineProblems } from '@vitrine/core/contract'
import * as v from 'valibot'

const time = v.nullable(v.string())

export const problems = defineProblems('click-and-collect', {
  notFound: { status: 404, title: 'There is no such pickup' },
  productNotFound: { status: 404, title: 'There is no such product for sale here' },
  unknownStore: { status: 404, title: 'There is no store with this id where goods are collected' },
  notAllowed: {
    status: 409,
    title: 'The pickup is not in a status that allows this',
    extra: v.object({ status: v.string() }),
  },
  unreadableCode: {
    status: 422,
    title: 'This cannot be a code',
    hint: 'A code has six of these symbols: 3 4 7 9 A C E F H K M P R T W X Y. Ask for the message again, or scan the picture.',
  },
  wrongCode: {
    status: 404,
    title: 'No pickup has this code',
    hint: 'Compare it with the message of the customer, symbol by symbol, or look for the order by its number.',
    extra: v.object({ left: v.number() }),
  },
  tooManyGuesses: {
    status: 429,
    title: 'Too many wrong codes at this desk',
    hint: 'Wait until the time is over, scan the picture, or open the order by its number.',
  },
  forgedTicket: {
    status: 422,
    title: 'This picture was not made by this shop',
    hint: 'Ask for the six symbols, and look at the order before handing anything over.',
  },
  usedCode: {
    status: 409,
    title: 'The goods were handed over already',
    hint: 'Look who took them and when; a hand-over by mistake can be undone for some minutes.',
    extra: v.object({ pickupId: v.string(), order: v.string(), at: time, collector: v.nullable(v.string()) }),
  },
  wrongStore: {
    status: 409,
    title: 'The goods wait in another store',
    hint: 'Tell the customer the address of that store, or have the goods moved.',
    extra: v.object({ pickupId: v.string(), locationId: v.string(), store: v.string() }),
  },
  notReady: {
    status: 409,
    title: 'The goods are not ready yet',
    hint: 'Pick them now, or tell the customer when they will be ready.',
    extra: v.object({ pickupId: v.string(), status: v.string(), readyBy: time }),
  },
  expiredCode: {
    status: 410,
    title: 'The goods were not collected in time and went back',
    hint: 'The money was paid back; the customer can order again.',
    extra: v.object({ pickupId: v.string(), at: time }),
  },
  cancelledCode: {
    status: 410,
    title: 'The pickup was cancelled',
    hint: 'Show the customer the order: it says what was cancelled and what was paid back.',
    extra: v.object({ pickupId: v.string(), status: v.string() }),
  },
  codeRequired: {
    status: 422,
    title: 'This shop hands over only for a code',
    hint: 'Ask for the six symbols, or scan the picture on the customer’s phone.',
  },
  unpaid: {
    status: 409,
    title: 'Something is still to be paid',
    hint: 'Take the payment, note it on the order, and hand over then.',
    extra: v.object({ due: v.number(), currency: v.string() }),
  },
  notOnList: {
    status: 404,
    title: 'What was scanned is not on this pick list',
    hint: 'Put it back; compare the label with the list.',
  },
  pickedAlready: {
    status: 409,
    title: 'All of this was picked already',
    extra: v.object({ lineId: v.string(), quantity: v.number() }),
  },
  notPicked: {
    status: 409,
    title: 'Not everything is picked',
    hint: 'Scan what is missing, or say that it is short.',
    extra: v.object({ missing: v.array(v.object({ lineId: v.string(), quantity: v.number() })) }),
  },
  tooMany: {
    status: 409,
    title: 'More than what is left of this line',
    extra: v.object({ lineId: v.string(), left: v.number() }),
  },
  undoTooLate: {
    status: 409,
    title: 'The time to undo this hand-over is over',
    hint: 'Take the goods back as a return.',
    extra: v.object({ until: v.string() }),
  },
  handOverNotFound: { status: 404, title: 'There is no such hand-over, or it was undone' },
})
