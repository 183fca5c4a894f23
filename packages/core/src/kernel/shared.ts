/* The browser-safe part of the kernel: what contracts and models may use. */
export {
  type AnyContract,
  type Body,
  type Contract,
  type Endpoint,
  type Input,
  type Method,
  type Output,
  type Params,
  type ProblemCode,
  type Query as QueryOf,
  route,
} from './contract.ts'
export { type Id, idSchema } from './ids.ts'
export { type Currency, isCurrency, type Money, MoneySchema, type MoneyView } from './money.ts'
export { type Page, pageOf, pageQuery } from './page.ts'
export { defineProblems, type FieldError, type ProblemType } from './problem.ts'
export { problems as requestProblems } from './problems.ts'
export { RowOutcome } from './row-outcome.ts'
