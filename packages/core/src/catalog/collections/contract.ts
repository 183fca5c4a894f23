import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../../kernel/shared.ts'
import { shortText } from '../../markets/model.ts'
import { InstantSchema, ProductStatus } from '../model.ts'
import { problems } from '../problems.ts'
import { CollectionInput, CollectionPatch, CollectionSchema, MembersInput, MemberView } from './model.ts'

const write = { access: 'catalog:write' } as const
const read = { access: 'catalog:read' } as const
const writing = [problems.handleTaken, problems.ruleInvalid, problems.unknownReference, problems.notManual] as const

export const admin = {
  list: route.get('/collections', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(ProductStatus),
      kind: v.optional(v.picklist(['manual', 'rule'])),
      parent: v.optional(shortText(100)),
      q: v.optional(shortText(100)),
      updatedSince: v.optional(InstantSchema),
    }),
    output: pageOf(CollectionSchema),
    summary: 'Collections, newest first',
  }),
  create: route.post('/collections', {
    ...write,
    body: CollectionInput,
    output: CollectionSchema,
    status: 201,
    problems: writing,
    summary: 'Make a collection, filled by hand or by a rule',
  }),
  get: route.get('/collections/:id', {
    ...read,
    output: CollectionSchema,
    problems: [problems.notFound],
    summary: 'A collection by id or handle',
  }),
  update: route.patch('/collections/:id', {
    ...write,
    body: CollectionPatch,
    output: CollectionSchema,
    problems: [problems.notFound, requestProblems.preconditionFailed, ...writing],
    summary: 'Change a collection; a new rule fills it shortly after',
  }),
  archive: route.post('/collections/:id/archive', {
    ...write,
    output: CollectionSchema,
    problems: [problems.notFound, requestProblems.preconditionFailed],
    summary: 'Hide a collection for good',
  }),
  remove: route.delete('/collections/:id', {
    ...write,
    problems: [problems.notFound, problems.inUse, requestProblems.preconditionFailed],
    summary: 'Delete a collection; its products stay',
  }),
  products: route.get('/collections/:id/products', {
    ...read,
    query: v.strictObject(pageQuery),
    output: pageOf(MemberView),
    problems: [problems.notFound],
    summary: 'The products of a collection in its order by hand',
  }),
  setProducts: route.put('/collections/:id/products', {
    ...write,
    body: MembersInput,
    output: CollectionSchema,
    problems: [problems.notFound, problems.notManual, problems.unknownReference],
    summary: 'Say which products a manual collection has, or which come and go',
  }),
}
