import { defineProblems, route } from '@vitrine/core'
import * as v from 'valibot'

export const problems = defineProblems('ebay', {
  noConnection: {
    status: 404,
    title: 'There is no such connection to eBay',
    hint: 'GET /admin/connections lists them.',
  },
  unanswered: { status: 502, title: 'eBay did not answer this', hint: 'The detail has its own words.' },
})

const Choice = v.object({ id: v.string(), name: v.string() })

/** Endpoints for staff, below `/admin/ebay`: what a form needs to offer choices in place of numbers. */
export const contract = {
  setup: route.get('/connections/:connectionId/setup', {
    access: 'channels:read',
    output: v.object({
      fulfillmentPolicies: v.array(Choice),
      paymentPolicies: v.array(Choice),
      returnPolicies: v.array(Choice),
      locations: v.array(v.object({ ...Choice.entries, isEnabled: v.boolean(), isStore: v.boolean() })),
      hasPolicies: v.boolean(),
    }),
    problems: [problems.noConnection, problems.unanswered],
    summary: 'Business policies and locations of the account, for the settings of the connection',
  }),
  categories: route.get('/connections/:connectionId/categories', {
    access: 'channels:read',
    query: v.strictObject({ q: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(350)) }),
    output: v.object({
      items: v.array(v.object({ id: v.string(), name: v.string(), path: v.array(v.string()) })),
    }),
    problems: [problems.noConnection, problems.unanswered],
    summary: 'Categories of eBay that fit some words',
  }),
  aspects: route.get('/connections/:connectionId/categories/:categoryId/aspects', {
    access: 'channels:read',
    output: v.object({
      items: v.array(
        v.object({
          name: v.string(),
          isRequired: v.boolean(),
          isForVariations: v.boolean(),
          isMany: v.boolean(),
          maxLength: v.number(),
          values: v.array(v.string()),
        }),
      ),
    }),
    problems: [problems.noConnection, problems.unanswered],
    summary: 'Item specifics that a category of eBay asks for',
  }),
}
