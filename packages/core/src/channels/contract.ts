import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../kernel/shared.ts'
import {
  ChannelSchema,
  ConnectionInput,
  ConnectionPatch,
  ConnectionSchema,
  MappingsInput,
  PoliciesInput,
} from './connections/model.ts'
import { ChoiceInput, DifferenceSchema, ListingDetail, ListingSchema, PreviewSchema } from './listings/model.ts'
import { ListingOverrides, ListingStatus } from './model.ts'
import { orderEndpoints } from './orders/contract.ts'
import { problems } from './problems.ts'
import { CauseSchema, RunDetail, RunSchema } from './records/model.ts'

export { orderEndpoints }

const read = { access: 'channels:read' } as const
const write = { access: 'channels:write' } as const
const found = [problems.notFound] as const
const changing = [problems.notFound, requestProblems.preconditionFailed, requestProblems.conflict] as const
const account = [
  problems.unknownChannel,
  problems.settingsInvalid,
  problems.credentialsInvalid,
  problems.accountTaken,
] as const
const goingLive = [problems.accountTaken, problems.notConnected] as const

/** Where platforms send their messages; each connection has an address of its own. */
export const hooks = {
  hear: route.raw('POST', '/:connection', {
    summary: 'What a platform says, signed by it',
    problems: [problems.notFound, problems.badSignature, problems.disabled, requestProblems.tooLarge],
  }),
  answer: route.raw('GET', '/:connection', {
    summary: 'Asked by platforms whether the address is ours',
    problems: [problems.notFound, problems.badSignature, problems.disabled],
  }),
}

export const admin = {
  installed: route.get('/channels', {
    ...read,
    output: v.object({ items: v.array(ChannelSchema) }),
    summary: 'Channels that plugins bring, with the forms of their settings and credentials',
  }),
  list: route.get('/connections', {
    ...read,
    output: v.object({ items: v.array(ConnectionSchema) }),
    summary: 'Accounts on outside platforms, with their health',
  }),
  connect: route.post('/connections', {
    ...write,
    body: ConnectionInput,
    output: ConnectionSchema,
    status: 201,
    problems: [...account, problems.unknownMarket, problems.unknownSalesChannel, problems.unknownLocation],
    summary: 'Connect an account; it is a dry run until it is confirmed',
  }),
  // Before the connection by its id, which would match it.
  authorized: route.text('/connections/authorized', {
    query: v.record(v.string(), v.union([v.string(), v.array(v.string())])),
    problems: [
      problems.stateInvalid,
      problems.notConnected,
      problems.noOauth,
      problems.notFound,
      problems.accountTaken,
    ],
    summary: 'Where the platform sends the merchant back to',
  }),
  get: route.get('/connections/:id', {
    ...read,
    output: ConnectionSchema,
    problems: found,
    summary: 'A connection and its health',
  }),
  update: route.patch('/connections/:id', {
    ...write,
    body: ConnectionPatch,
    output: ConnectionSchema,
    problems: [...changing, ...account, problems.unknownLocation],
    summary: 'Change a connection; everything is compared again',
  }),
  remove: route.delete('/connections/:id', {
    ...write,
    problems: [...changing, problems.stillListed],
    summary: 'Forget an account that shows nothing any more; its orders stay',
  }),
  test: route.post('/connections/:id/test', {
    ...write,
    output: v.object({ account: v.string() }),
    problems: [...found, problems.unknownChannel, problems.notConnected],
    summary: 'Ask the platform who we are',
  }),
  authorize: route.get('/connections/:id/authorize', {
    ...write,
    output: v.object({ url: v.string(), redirectUri: v.string() }),
    problems: [...found, problems.unknownChannel, problems.noOauth],
    summary: 'The page of the platform on which the merchant lets us act for him',
  }),
  confirm: route.post('/connections/:id/confirm', {
    ...write,
    output: ConnectionSchema,
    problems: [...changing, ...goingLive],
    summary: 'End the dry run: from now on the channel is brought to what it should show',
  }),
  pause: route.post('/connections/:id/pause', {
    ...write,
    output: ConnectionSchema,
    problems: changing,
    summary: 'Send and ask nothing; orders that are told by webhook are still stored',
  }),
  resume: route.post('/connections/:id/resume', {
    ...write,
    output: ConnectionSchema,
    problems: [...changing, ...goingLive, problems.notLive],
    summary: 'Go on after a pause with the newest of everything',
  }),
  difference: route.get('/connections/:id/difference', {
    ...read,
    output: DifferenceSchema,
    problems: [...found, problems.unknownChannel, problems.notConnected],
    summary: 'What a resync would send; sends nothing',
  }),
  resync: route.post('/connections/:id/resync', {
    ...write,
    status: 202,
    output: v.object({ listings: v.number() }),
    problems: found,
    summary: 'Compare everything again; what is as it should be makes no call',
  }),
  policies: route.get('/connections/:id/policies', {
    ...read,
    output: PoliciesInput,
    problems: found,
    summary: 'Stock and price policies of some items, in place of those of the connection',
  }),
  writePolicies: route.put('/connections/:id/policies', {
    ...write,
    body: PoliciesInput,
    output: PoliciesInput,
    problems: [...found, problems.unknownLocation],
    summary: 'Replace the policies of some items; what they change is sent',
  }),
  mappings: route.get('/connections/:id/mappings', {
    ...read,
    output: MappingsInput,
    problems: found,
    summary: "Our collections, types and attributes in the channel's words",
  }),
  writeMappings: route.put('/connections/:id/mappings', {
    ...write,
    body: MappingsInput,
    output: MappingsInput,
    problems: found,
    summary: "Replace our words in the channel's",
  }),
  preview: route.post('/connections/:id/preview', {
    ...read,
    body: ChoiceInput,
    output: PreviewSchema,
    problems: [...found, problems.unknownChannel, problems.nothingToList],
    summary: 'What listing would do, and what the channel would refuse and why; calls nothing',
  }),
  listItems: route.post('/connections/:id/list', {
    ...write,
    body: ChoiceInput,
    status: 202,
    output: v.object({ items: v.number() }),
    problems: [...found, problems.unknownChannel, problems.nothingToList],
    summary: 'List products, variants or collections; what was refused or ended is tried again',
  }),
  unlist: route.post('/connections/:id/unlist', {
    ...write,
    body: ChoiceInput,
    status: 202,
    output: v.object({ items: v.number() }),
    problems: [...found, problems.unknownChannel, problems.nothingToList],
    summary: 'End listings',
  }),
  retry: route.post('/connections/:id/retry', {
    ...write,
    body: v.strictObject({
      listing: v.optional(v.string()),
      /** Of the cause, or of an issue. */
      code: v.optional(v.string()),
    }),
    status: 202,
    output: v.object({ listings: v.number() }),
    problems: found,
    summary: 'Try again what was refused: one, all with the same cause, or all',
  }),
  listings: route.get('/connections/:id/listings', {
    ...read,
    query: v.strictObject({ ...pageQuery, status: v.optional(ListingStatus), product: v.optional(v.string()) }),
    output: pageOf(ListingSchema),
    problems: found,
    summary: 'Listings of a connection, newest first',
  }),
  listing: route.get('/listings/:id', {
    ...read,
    output: ListingDetail,
    problems: [problems.listingNotFound],
    summary: 'A listing: what it should show, what the channel confirmed, and why it is as it is',
  }),
  causes: route.get('/connections/:id/causes', {
    ...read,
    output: v.object({ items: v.array(CauseSchema) }),
    problems: found,
    summary: 'Why listings stand still, grouped by cause; retry takes the code',
  }),
  adopt: route.post('/connections/:id/adopt', {
    ...write,
    output: v.object({ found: v.number(), adopted: v.number(), unknown: v.array(v.string()) }),
    problems: [...found, problems.unknownChannel, problems.cannotRead, problems.notConnected],
    summary: 'Take up what is on the channel already; only differences are sent then',
  }),
  runs: route.get('/connections/:id/runs', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      lane: v.optional(v.string()),
      status: v.optional(v.picklist(['running', 'succeeded', 'failed', 'interrupted'])),
    }),
    output: pageOf(RunSchema),
    problems: found,
    summary: 'What was done for a connection, newest first',
  }),
  run: route.get('/channel-runs/:id', {
    ...read,
    output: RunDetail,
    problems: [problems.runNotFound],
    summary: 'A run with its calls and answers; secrets are masked',
  }),
  override: route.put('/listings/:id/overrides', {
    ...write,
    body: ListingOverrides,
    output: ListingDetail,
    problems: [problems.listingNotFound, requestProblems.preconditionFailed, requestProblems.conflict],
    summary: "Show something in place of the shop's own on this channel; an empty object takes it back",
  }),
  ...orderEndpoints,
}
