import { defineProblems } from '@vitrine/core/contract'
import * as v from 'valibot'

const most = v.object({ most: v.number() })

export const problems = defineProblems('storefront', {
  noSuchPart: {
    status: 404,
    title: 'The sitemap has no such part',
    hint: 'GET /store/storefront/sitemap.xml lists its parts.',
  },
  noSuchPage: { status: 404, title: 'There is no such page', hint: 'Ask `redirect` for its path, then answer 404.' },
  pageMoved: {
    status: 404,
    title: 'The page is elsewhere now',
    hint: 'Send people to `to` with 301.',
    extra: v.object({ to: v.string() }),
  },
  pageGone: { status: 410, title: 'The page is gone for good' },
  noRedirect: { status: 404, title: 'Nothing leads from here to another page' },
  redirectNotFound: { status: 404, title: 'There is no such redirect' },
  redirectExists: {
    status: 409,
    title: 'From this path a redirect leads already',
    hint: 'Change that one, or import a file, which replaces.',
  },
  redirectLoop: {
    status: 422,
    title: 'The redirect would lead back to itself',
    hint: '`way` shows where it goes.',
    extra: v.object({ way: v.array(v.string()) }),
  },
  tooManyRedirects: {
    status: 409,
    title: 'There are as many redirects as there may be',
    hint: 'Lead whole folders (`/old/*`), or raise the limit.',
    extra: most,
  },
  importColumns: {
    status: 422,
    title: 'The file lacks a column',
    hint: 'The first line names the columns: from, to, and perhaps status.',
  },
  unknownProduct: { status: 404, title: 'No such product is sold here' },
  listNotFound: { status: 404, title: 'There is no such list' },
  listNameTaken: {
    status: 409,
    title: 'There is a list of this name already',
    hint: 'Choose another name, or use that list.',
  },
  listFull: { status: 409, title: 'There is no room in this list', hint: 'Take something out first.', extra: most },
  tooManyLists: {
    status: 409,
    title: 'There are as many lists as there may be',
    hint: 'Throw one away first.',
    extra: most,
  },
  unknownWindow: {
    status: 404,
    title: 'There is no such window',
    hint: 'GET /admin/storefront/status lists them.',
  },
  unknownKey: { status: 404, title: 'This sales channel has no such key' },
})
