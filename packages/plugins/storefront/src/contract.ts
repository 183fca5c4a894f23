import { pageOf, pageQuery, requestProblems, route } from '@vitrine/core/contract'
import * as v from 'valibot'
import {
  HeadView,
  ImportReport,
  ItemFact,
  ItemView,
  Kept,
  KeyView,
  ListView,
  RedirectStatus,
  RedirectView,
  StatusView,
  ViewedView,
} from './model.ts'
import { problems } from './problems.ts'

const path = v.pipe(v.string(), v.regex(/^\/(?![/\\])/, 'must begin with one slash'), v.maxLength(2_000))
const word = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))
/** Id or handle. */
const product = word(200)
/** Id or SKU. */
const variant = v.optional(word(200))
/** Id of a connection; left out: the window of the sales channel that the shop set in code. */
const window = v.optional(word(64))

const reading = {
  sitemap: route.text('/sitemap.xml', { summary: 'The sitemap index: its parts with the time of their last change' }),
  sitemapPart: route.text('/sitemaps/:part', {
    problems: [problems.noSuchPart],
    summary: 'A part of the sitemap, streamed',
  }),
  robots: route.text('/robots.txt', { summary: 'What robots may look at' }),
  head: route.get('/head', {
    query: v.strictObject({
      path,
      /** In place of what the catalogue says, and for pages that only the storefront knows. */
      title: v.optional(word(300)),
      description: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
      /** Address of a picture for links to the page: of this site when it begins with a slash. */
      image: v.optional(
        v.pipe(v.string(), v.regex(/^(?:\/(?![/\\])|https?:\/\/)/, 'is an address'), v.maxLength(2_000)),
      ),
      imageAlt: v.optional(word(300)),
    }),
    output: HeadView,
    problems: [problems.noSuchPage, problems.pageMoved, problems.pageGone],
    summary: 'Title, canonical address, alternates, social tags and structured data of a page, by its path',
  }),
  redirect: route.get('/redirect', {
    query: v.strictObject({ path }),
    output: v.object({ to: v.string(), status: RedirectStatus }),
    problems: [problems.noRedirect],
    summary: 'Where a path leads that has no page: redirects of the merchant, renamed products and collections',
  }),
  go: route.redirect('/go', {
    query: v.strictObject({ path }),
    problems: [problems.noRedirect],
    summary: 'The same as an HTTP redirect',
  }),
}

const own = {
  view: route.post('/viewed', {
    body: v.strictObject({ product }),
    problems: [problems.unknownProduct],
    summary: 'Remember that this person looks at a product',
  }),
  viewed: route.get('/viewed', {
    query: v.strictObject({
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 12),
      /** Id of a product to leave out: the one that is shown anyway. */
      without: v.optional(word(64)),
    }),
    output: v.object({ items: v.array(ViewedView) }),
    summary: 'What this person looked at, newest first, as far as it is sold here now',
  }),
  lists: route.get('/lists', { output: v.object({ items: v.array(ListView) }), summary: 'Lists of this person' }),
  createList: route.post('/lists', {
    body: v.strictObject({ name: word(100) }),
    output: ListView,
    status: 201,
    problems: [problems.listNameTaken, problems.tooManyLists],
    summary: 'Begin a list',
  }),
  list: route.get('/lists/:id', {
    output: v.object({ ...v.omit(ListView, ['items']).entries, items: v.array(ItemView) }),
    problems: [problems.listNotFound],
    summary: 'A list with its items, newest first; `saved` is the one that everybody has',
  }),
  renameList: route.patch('/lists/:id', {
    body: v.strictObject({ name: word(100) }),
    output: ListView,
    problems: [problems.listNotFound, problems.listNameTaken],
    summary: 'Give a list another name',
  }),
  deleteList: route.delete('/lists/:id', { problems: [problems.listNotFound], summary: 'Throw a list away' }),
  save: route.put('/lists/:id/items', {
    body: v.strictObject({ product, variant, note: v.optional(v.pipe(v.string(), v.maxLength(500))) }),
    output: ItemFact,
    problems: [problems.listNotFound, problems.unknownProduct, problems.listFull],
    summary: 'Put a product or variant into a list; once, however often it is put',
  }),
  unsave: route.delete('/lists/:id/items/:product', {
    query: v.strictObject({ variant }),
    problems: [problems.listNotFound],
    summary: 'Take it out again',
  }),
  mine: route.get('/mine', { output: Kept, summary: 'Everything that is kept of this person' }),
  forgetMe: route.delete('/mine', { summary: 'Forget this person' }),
}

const reads = { access: 'catalog:read' } as const
const writes = { access: 'catalog:write' } as const
/** Id of a connection; left out: of all windows. */
const ofWindow = v.optional(word(64))
const redirectProblems = [problems.redirectLoop, problems.redirectExists, problems.tooManyRedirects] as const

const staff = {
  status: route.get('/status', {
    access: 'keys:read',
    query: v.strictObject({ window }),
    output: StatusView,
    problems: [problems.unknownWindow],
    summary: 'How a window stands, and which there are',
  }),
  createKey: route.post('/keys', {
    access: 'keys:write',
    body: v.strictObject({ name: word(100), window }),
    output: KeyView,
    status: 201,
    problems: [problems.unknownWindow],
    summary: "Make a publishable key of a window's sales channel",
  }),
  revokeKey: route.delete('/keys/:id', {
    access: 'keys:write',
    query: v.strictObject({ window }),
    problems: [problems.unknownKey, problems.unknownWindow],
    summary: "End a publishable key of a window's sales channel",
  }),
  redirects: route.get('/redirects', {
    ...reads,
    query: v.strictObject({ ...pageQuery, window: ofWindow, q: v.optional(word(200)) }),
    output: pageOf(RedirectView),
    summary: 'Redirects of the merchant, newest first',
  }),
  createRedirect: route.post('/redirects', {
    ...writes,
    body: v.strictObject({ from: path, to: word(2_000), status: v.optional(RedirectStatus, 301), window: ofWindow }),
    output: RedirectView,
    status: 201,
    problems: [...redirectProblems, problems.unknownWindow, requestProblems.invalid],
    summary: 'Lead a path elsewhere, in one window or in all; `/old/*` leads all below it',
  }),
  updateRedirect: route.patch('/redirects/:id', {
    ...writes,
    body: v.strictObject({ to: v.optional(word(2_000)), status: v.optional(RedirectStatus) }),
    output: RedirectView,
    problems: [problems.redirectNotFound, problems.redirectLoop, requestProblems.invalid],
    summary: 'Change where it leads',
  }),
  deleteRedirect: route.delete('/redirects/:id', {
    ...writes,
    problems: [problems.redirectNotFound],
    summary: 'Lead it nowhere',
  }),
  importRedirects: route.upload('/redirects/import', {
    ...writes,
    query: v.strictObject({ dryRun: v.optional(v.boolean()), window: ofWindow }),
    accepts: ['text/csv'],
    maxBody: 10 * 1_048_576,
    output: ImportReport,
    problems: [problems.importColumns, problems.unknownWindow],
    summary: 'Redirects from a CSV with the columns from, to and status; wrong lines are told and the others taken',
  }),
  customerData: route.get('/customers/:id/data', {
    access: 'customers:read',
    output: Kept,
    summary: 'Everything that this plugin keeps of a customer',
  }),
  forgetCustomer: route.delete('/customers/:id/data', {
    access: 'customers:write',
    summary: 'Forget what this plugin keeps of a customer',
  }),
}

/** Endpoints of the storefront plugin; safe in a browser. */
export const contract = { ...reading, ...own, ...staff }
