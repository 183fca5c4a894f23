import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('channels', {
  notFound: { status: 404, title: 'There is no such connection' },
  unknownChannel: {
    status: 422,
    title: 'No plugin brings this channel',
    hint: 'GET /admin/channels lists those that are installed.',
  },
  disabled: { status: 409, title: 'The plugin of this channel is disabled', hint: 'Enable it first.' },
  settingsInvalid: {
    status: 422,
    title: 'The settings do not fit the channel',
    hint: 'GET /admin/channels has the form of each.',
  },
  credentialsInvalid: { status: 422, title: 'The credentials do not fit the channel' },
  unknownSalesChannel: { status: 422, title: 'There is no such sales channel' },
  unknownMarket: { status: 422, title: 'There is no such market, or it does not sell in this currency' },
  unknownLocation: { status: 422, title: 'A policy names a stock location that does not exist' },
  accountTaken: {
    status: 409,
    title: 'Another live connection has this account',
    hint: 'Both would take each of its orders. Pause or remove the other one first.',
  },
  notConnected: {
    status: 422,
    title: 'The channel does not take the account',
    hint: 'Look at the words of the channel, and change the credentials.',
  },
  notLive: { status: 409, title: 'The connection is not live', hint: 'Confirm it, or resume it.' },
  stillListed: {
    status: 409,
    title: 'There are listings on the channel',
    hint: 'Unlist them first; they are ended there.',
  },
  noOauth: {
    status: 409,
    title: 'This channel has no page where the account is connected',
    hint: 'Give its credentials instead.',
  },
  stateInvalid: {
    status: 400,
    title: 'This answer of the platform belongs to no question of ours, or came too late',
    hint: 'Begin anew.',
  },
  listingNotFound: { status: 404, title: 'There is no such listing' },
  badSignature: {
    status: 401,
    title: 'The message is not signed by the platform of this connection',
    hint: 'Give the connection the signing secret of the platform, and the platform the address of the connection.',
  },
  orderNotFound: { status: 404, title: 'There is no such order of a channel' },
  commandNotFound: { status: 404, title: 'There is no such command to a channel' },
  commandDone: { status: 409, title: 'The channel was told, or somebody saw to it in another way' },
  notInBook: {
    status: 409,
    title: 'This order of a channel is not in the book',
    hint: 'See its issue; it is taken in by itself when that is gone.',
  },
  notRefundable: { status: 409, title: 'So much cannot be given back' },
  unknownVariant: { status: 422, title: 'There is no such variant for sale' },
  runNotFound: { status: 404, title: 'There is no such run' },
  nothingToList: { status: 422, title: 'Nothing is named', hint: 'Name products, variants or collections, or `all`.' },
  cannotRead: {
    status: 409,
    title: 'This channel cannot be read',
    hint: 'What is there already has to be known by its key.',
  },
})
