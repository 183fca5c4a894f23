import * as v from 'valibot'
import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('browse', {
  productNotFound: { status: 404, title: 'There is no such product here' },
  productMoved: { status: 404, title: 'This product has another address now', extra: v.object({ handle: v.string() }) },
  productGone: { status: 410, title: 'This product is no longer sold' },
  collectionNotFound: { status: 404, title: 'There is no such collection here' },
  collectionMoved: {
    status: 404,
    title: 'This collection has another address now',
    extra: v.object({ handle: v.string() }),
  },
})
