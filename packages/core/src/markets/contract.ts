import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../kernel/shared.ts'
import {
  ChannelInput,
  ChannelKind,
  ChannelPatch,
  MarketInput,
  MarketPatch,
  Status,
  shortText,
  TaxRounding,
} from './model.ts'
import { problems } from './problems.ts'
import { ZoneInput, ZonePatch, ZoneSchema } from './zones.ts'

const record = { version: v.number(), createdAt: v.string(), updatedAt: v.string() }

const marketShown = {
  code: v.string(),
  name: v.string(),
  countries: v.array(v.string()),
  currency: v.string(),
  currencies: v.array(v.string()),
  languages: v.array(v.string()),
  defaultLanguage: v.string(),
  pricesIncludeTax: v.boolean(),
}

const MarketSchema = v.object({
  id: v.string(),
  ...marketShown,
  taxRounding: TaxRounding,
  isDefault: v.boolean(),
  status: Status,
  ...record,
})

const ChannelSchema = v.object({
  id: v.string(),
  code: v.string(),
  name: v.string(),
  kind: ChannelKind,
  marketCodes: v.array(v.string()),
  isDefault: v.boolean(),
  publishesNew: v.boolean(),
  status: Status,
  ...record,
})

export const store = {
  list: route.get('/markets', {
    output: v.object({
      items: v.array(v.object(marketShown)),
      /** What this very request was answered in. */
      current: v.object({ market: v.string(), currency: v.string(), language: v.string(), channel: v.string() }),
    }),
    problems: [problems.unknownMarket, problems.unknownCurrency, problems.unknownChannel],
    summary: 'Markets of this channel with their currencies and languages, for pickers',
  }),
}

const read = { access: 'markets:read' } as const
const write = { access: 'markets:write' } as const
const filters = { status: v.optional(Status), q: v.optional(shortText(100)) }
const changing = [problems.notFound, problems.defaultNeeded, requestProblems.preconditionFailed] as const

export const admin = {
  list: route.get('/markets', {
    ...read,
    query: v.strictObject({ ...pageQuery, ...filters }),
    output: pageOf(MarketSchema),
    summary: 'Markets, newest first',
  }),
  create: route.post('/markets', {
    ...write,
    body: MarketInput,
    output: MarketSchema,
    status: 201,
    problems: [problems.codeTaken],
    summary: 'Open a market',
  }),
  get: route.get('/markets/:id', {
    ...read,
    output: MarketSchema,
    problems: [problems.notFound],
    summary: 'A market by id or code',
  }),
  update: route.patch('/markets/:id', {
    ...write,
    body: MarketPatch,
    output: MarketSchema,
    problems: changing,
    summary: 'Change a market',
  }),
  archive: route.post('/markets/:id/archive', {
    ...write,
    output: MarketSchema,
    problems: changing,
    summary: 'Close a market; what was sold in it stays',
  }),
  listChannels: route.get('/sales-channels', {
    ...read,
    query: v.strictObject({ ...pageQuery, ...filters, kind: v.optional(ChannelKind) }),
    output: pageOf(ChannelSchema),
    summary: 'Sales channels, newest first',
  }),
  createChannel: route.post('/sales-channels', {
    ...write,
    body: ChannelInput,
    output: ChannelSchema,
    status: 201,
    problems: [problems.codeTaken, problems.unknownMarket],
    summary: 'Open a sales channel',
  }),
  getChannel: route.get('/sales-channels/:id', {
    ...read,
    output: ChannelSchema,
    problems: [problems.notFound],
    summary: 'A sales channel by id or code',
  }),
  updateChannel: route.patch('/sales-channels/:id', {
    ...write,
    body: ChannelPatch,
    output: ChannelSchema,
    problems: [...changing, problems.unknownMarket],
    summary: 'Change a sales channel',
  }),
  archiveChannel: route.post('/sales-channels/:id/archive', {
    ...write,
    output: ChannelSchema,
    problems: changing,
    summary: 'Close a sales channel',
  }),
  listZones: route.get('/tax-zones', {
    ...read,
    query: v.strictObject({ ...pageQuery, status: v.optional(Status), country: v.optional(shortText(2)) }),
    output: pageOf(ZoneSchema),
    summary: 'Tax zones with their rates, newest first',
  }),
  createZone: route.post('/tax-zones', {
    ...write,
    body: ZoneInput,
    output: ZoneSchema,
    status: 201,
    problems: [problems.zoneTaken, problems.ratesOverlap],
    summary: 'Enter the taxes of a country or region',
  }),
  getZone: route.get('/tax-zones/:id', {
    ...read,
    output: ZoneSchema,
    problems: [problems.notFound],
    summary: 'A tax zone with its rates',
  }),
  updateZone: route.patch('/tax-zones/:id', {
    ...write,
    body: ZonePatch,
    output: ZoneSchema,
    problems: [problems.notFound, problems.ratesOverlap, problems.zoneTaken, requestProblems.preconditionFailed],
    summary: 'Change a tax zone; rates, when given, replace all of its rates',
  }),
  archiveZone: route.post('/tax-zones/:id/archive', {
    ...write,
    output: ZoneSchema,
    problems: [problems.notFound, requestProblems.preconditionFailed],
    summary: 'Stop taxing by a zone',
  }),
}
