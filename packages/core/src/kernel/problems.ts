import * as v from 'valibot'
import { defineProblems } from './problem.ts'

/** Problems that any endpoint may answer. */
export const problems = defineProblems('request', {
  invalid: { status: 400, title: 'The request is not valid' },
  malformed: { status: 400, title: 'The body is not valid JSON' },
  tooLarge: { status: 413, title: 'The body is too large' },
  unsupportedType: { status: 415, title: 'This content type is not accepted here' },
  unauthenticated: { status: 401, title: 'Sign in or send a key' },
  forbidden: { status: 403, title: 'Not allowed' },
  notFound: { status: 404, title: 'Not found' },
  methodNotAllowed: { status: 405, title: 'This method is not allowed here' },
  conflict: {
    status: 409,
    title: 'Changed by somebody else at the same time',
    hint: 'Read it again and repeat the change.',
  },
  duplicate: { status: 409, title: 'This exists already', extra: v.object({ field: v.optional(v.string()) }) },
  preconditionFailed: {
    status: 412,
    title: 'Your copy is out of date',
    hint: 'Read it again, then send the new ETag in If-Match.',
  },
  keyReused: {
    status: 422,
    title: 'This Idempotency-Key was used with another request',
    hint: 'Use a new key for a new request.',
  },
  inFlight: {
    status: 409,
    title: 'The same request is being worked on',
    hint: 'Wait as Retry-After says, then repeat with the same key.',
  },
  tooMany: { status: 429, title: 'Too many requests', hint: 'Wait as Retry-After says.' },
  unavailable: {
    status: 503,
    title: 'Too busy at the moment',
    hint: 'Wait as Retry-After says, then repeat with the same Idempotency-Key.',
  },
  full: { status: 507, title: 'The disk is full' },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    hint: 'Quote the request id when you report this.',
  },
})
