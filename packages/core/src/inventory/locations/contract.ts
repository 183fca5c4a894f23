import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../../kernel/shared.ts'
import { Status, shortText } from '../../markets/model.ts'
import { problems } from '../problems.ts'
import { LocationInput, LocationKind, LocationPatch, LocationSchema } from './model.ts'

const read = { access: 'inventory:read' } as const
const write = { access: 'inventory:write' } as const
const ref = shortText(100)
const { preconditionFailed, conflict } = requestProblems

export const admin = {
  list: route.get('/stock-locations', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(Status),
      kind: v.optional(LocationKind),
      q: v.optional(ref),
    }),
    output: pageOf(LocationSchema),
    summary: 'Stock locations, newest first',
  }),
  create: route.post('/stock-locations', {
    ...write,
    body: LocationInput,
    output: LocationSchema,
    status: 201,
    problems: [problems.codeTaken],
    summary: 'Open a stock location',
  }),
  get: route.get('/stock-locations/:id', {
    ...read,
    output: LocationSchema,
    problems: [problems.locationNotFound],
    summary: 'A stock location by id or code',
  }),
  update: route.patch('/stock-locations/:id', {
    ...write,
    body: LocationPatch,
    output: LocationSchema,
    problems: [problems.locationNotFound, preconditionFailed, conflict],
    summary: 'Change a stock location',
  }),
  archive: route.post('/stock-locations/:id/archive', {
    ...write,
    output: LocationSchema,
    problems: [problems.locationNotFound, problems.locationInUse, preconditionFailed, conflict],
    summary: 'Close an empty stock location',
  }),
  restore: route.post('/stock-locations/:id/restore', {
    ...write,
    output: LocationSchema,
    problems: [problems.locationNotFound, preconditionFailed, conflict],
    summary: 'Open a closed stock location again',
  }),
}
