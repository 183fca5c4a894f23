/* What plugins and clients need to write contracts and to infer from them; no server code, safe in a browser. */
export { CollectionView, ProductView } from '../browse/model.ts'
export {
  type AnyContract,
  type Body,
  type Contract,
  defineProblems,
  type Endpoint,
  type Input,
  type Method,
  MoneySchema,
  type Output,
  type Params,
  type ProblemCode,
  type ProblemType,
  pageOf,
  pageQuery,
  type QueryOf,
  requestProblems,
  route,
} from '../kernel/shared.ts'
