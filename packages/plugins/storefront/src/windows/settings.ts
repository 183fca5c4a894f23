import * as v from 'valibot'
import { Language, Name, Url } from '../settings.ts'

/** What a page may be asked to have before the window lists it. */
const DEMANDS = ['price', 'picture', 'description', 'brand', 'identifier', 'title'] as const
export type Demand = (typeof DEMANDS)[number]

/** What a merchant chooses for one window; what is left out is as the shop set it in code. */
export const WindowSettings = v.object({
  name: v.pipe(v.optional(Name), v.title('Name'), v.description('Of the shop, as search engines show it')),
  url: v.pipe(v.optional(Url), v.title('Address'), v.description('Where buyers see the pages: https://shop.example')),
  languages: v.pipe(
    v.optional(v.pipe(v.array(Language), v.minLength(1), v.maxLength(100))),
    v.title('Languages'),
    v.description('Each with what stands in front of its paths; the default first'),
  ),
  closed: v.pipe(
    v.optional(v.boolean()),
    v.title('Closed'),
    v.description('robots.txt keeps every search engine out: for windows that are being built'),
  ),
  automatic: v.pipe(
    v.optional(v.boolean(), true),
    v.title('List by itself'),
    v.description('Whatever the sales channel begins to sell is listed at once; what somebody took off stays off'),
  ),
  demands: v.pipe(
    v.optional(v.array(v.picklist(DEMANDS)), ['price', 'picture']),
    v.title('Demands'),
    v.description('What a product must have to be listed; what else is missing is told as a warning'),
  ),
})
export type WindowSettings = v.InferOutput<typeof WindowSettings>
