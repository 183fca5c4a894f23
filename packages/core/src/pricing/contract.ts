import * as v from 'valibot'
import { pageOf, pageQuery, RowOutcome, requestProblems, route } from '../kernel/shared.ts'
import { shortText } from '../markets/model.ts'
import { PriceListInput, PriceListKind, PriceListPatch, PriceListView, PricePeriod, PriceView } from './model.ts'
import { problems } from './problems.ts'

const read = { access: 'pricing:read' } as const
const write = { access: 'pricing:write' } as const
const changing = [
  problems.notFound,
  problems.unknownReference,
  problems.periodInvalid,
  problems.defaultFixed,
  requestProblems.preconditionFailed,
] as const

export const admin = {
  listLists: route.get('/price-lists', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(v.picklist(['active', 'archived'])),
      kind: v.optional(PriceListKind),
      market: v.optional(shortText(100)),
      q: v.optional(shortText(100)),
    }),
    output: pageOf(PriceListView),
    summary: 'Price lists, newest first',
  }),
  createList: route.post('/price-lists', {
    ...write,
    body: PriceListInput,
    output: PriceListView,
    status: 201,
    problems: [problems.codeTaken, problems.unknownReference, problems.periodInvalid],
    summary: 'Begin a price list: for a market, for a time, for a sale',
  }),
  getList: route.get('/price-lists/:id', {
    ...read,
    output: PriceListView,
    problems: [problems.notFound],
    summary: 'A price list by id or code',
  }),
  updateList: route.patch('/price-lists/:id', {
    ...write,
    body: PriceListPatch,
    output: PriceListView,
    problems: changing,
    summary: 'Change a price list',
  }),
  archiveList: route.post('/price-lists/:id/archive', {
    ...write,
    output: PriceListView,
    problems: changing,
    summary: 'End a price list; its prices stay in the history',
  }),
  list: route.get('/prices', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      variant: v.optional(shortText(100)),
      product: v.optional(shortText(100)),
      list: v.optional(shortText(100)),
      currency: v.optional(shortText(3)),
    }),
    output: pageOf(PriceView),
    summary: 'Prices, newest first',
  }),
  bulk: route.post('/prices/bulk', {
    ...write,
    body: v.strictObject({
      /** Checked one by one. */
      prices: v.pipe(v.array(v.record(v.string(), v.unknown())), v.minLength(1), v.maxLength(1_000)),
      dryRun: v.optional(v.boolean(), false),
    }),
    output: v.object({ items: v.array(RowOutcome) }),
    maxBody: 5_000_000,
    summary: 'Write many prices; good rows are kept, bad ones answered with their problem',
  }),
  remove: route.delete('/prices/:id', {
    ...write,
    problems: [problems.notFound, requestProblems.preconditionFailed],
    summary: 'Take a price away; the history keeps it',
  }),
  history: route.get('/variants/:id/price-history', {
    ...read,
    query: v.strictObject({ currency: v.optional(shortText(3)) }),
    output: v.object({ items: v.array(PricePeriod) }),
    problems: [problems.notFound],
    summary: 'What a variant cost, latest first; the lowest price of 30 days is read from it',
  }),
}
