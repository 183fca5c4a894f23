import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../../kernel/shared.ts'
import { shortText } from '../../markets/model.ts'
import { problems } from '../problems.ts'
import { AttributeInput, AttributePatch, AttributeSchema, AttributeType } from './model.ts'

const write = { access: 'catalog:write' } as const
const read = { access: 'catalog:read' } as const

export const admin = {
  list: route.get('/attributes', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(v.picklist(['active', 'archived'])),
      type: v.optional(AttributeType),
      appliesTo: v.optional(v.picklist(['product', 'variant'])),
      q: v.optional(shortText(100)),
    }),
    output: pageOf(AttributeSchema),
    summary: 'Attributes with their choices, newest first',
  }),
  create: route.post('/attributes', {
    ...write,
    body: AttributeInput,
    output: AttributeSchema,
    status: 201,
    problems: [problems.keyTaken, problems.attributeInvalid],
    summary: 'Define an attribute',
  }),
  get: route.get('/attributes/:id', {
    ...read,
    output: AttributeSchema,
    problems: [problems.notFound],
    summary: 'An attribute by id or key',
  }),
  update: route.patch('/attributes/:id', {
    ...write,
    body: AttributePatch,
    output: AttributeSchema,
    problems: [problems.notFound, problems.inUse, problems.attributeInvalid, requestProblems.preconditionFailed],
    summary: 'Change an attribute; choices, when given, are all of its choices',
  }),
  archive: route.post('/attributes/:id/archive', {
    ...write,
    output: AttributeSchema,
    problems: [problems.notFound, requestProblems.preconditionFailed],
    summary: 'Take an attribute out of use; values stay',
  }),
}
