export { type ActionItem, actionItems } from './action-item.ts'
export { type Kept, kept, picker, textOf } from './answer.ts'
export {
  type AnswerHeaders,
  answerHeaders,
  answerWith,
  appendHeader,
  completeHeaders,
  setHeader,
} from './answer-headers.ts'
export { readBytes } from './body.ts'
export { type Caller, type CallInput, caller } from './caller.ts'
export { coalesced } from './coalesced.ts'
export { answered, type Done, keepKey, type Plan, run, runExclusive } from './command.ts'
export { type Companion, commandCompanion } from './companion.ts'
export {
  type Actor,
  type App,
  anonymous,
  type Context,
  type Joining,
  type RequestCommand,
  type RequestInfo,
  type Settings,
  system,
  systemContext,
} from './context.ts'
export {
  type AnyContract,
  type Body,
  type Contract,
  type Endpoint,
  type Input,
  type Output,
  type Params,
  type ProblemCode,
  type Query as QueryOf,
  route,
} from './contract.ts'
export * from './database/index.ts'
export {
  type Contribution,
  contribute,
  createExtensions,
  type ExtensionPoint,
  type Extensions,
  extensionPoint,
  type Order,
  switched,
} from './extensions.ts'
export { failpoint } from './failpoint.ts'
export { grouped } from './grouped.ts'
export { createIds, type Id, idSchema, isId, type NewId } from './ids.ts'
export { invalid } from './input.ts'
export {
  type Boundary,
  boundary,
  type KeptStore,
  type KeptValue,
  keepById,
  keptAnswers,
  keptById,
  MEDIA,
} from './kept.ts'
export { containing, contains, type Listing, newestFirst, type ShapeOf, shapeOf } from './listing.ts'
export { createLog, type Logger, type LogOptions, wordsOf } from './log.ts'
export {
  allocate,
  type Currency,
  exponent,
  formatMoney,
  isCurrency,
  type Money,
  MoneyInput,
  MoneySchema,
  type MoneyView,
  moneyView,
  multiplyRatio,
  type Rounding,
} from './money.ts'
export { type Answer, type Call, type Handler, type Handlers, type Http, mount, type Surface } from './mount.ts'
export { nearest } from './nearest.ts'
export {
  formOf,
  type JsonSchema,
  type OpenApiDocument,
  type OpenApiOptions,
  type OpenApiSurface,
  openapi,
  type SecurityRequirement,
  type SecurityScheme,
} from './openapi/index.ts'
export {
  checkTarget,
  nameResolver,
  type OutsideAnswer,
  type OutsidePost,
  postOutside,
  privateHost,
  type Refused,
  type Resolved,
  type ResolveName,
} from './outside/index.ts'
export { type CursorKey, decodeCursor, encodeCursor, type Page, pageOf, pageQuery, toPage } from './page.ts'
export { etagOf, expectedVersion, requireVersion } from './precondition.ts'
export { defineProblems, type FieldError, isProblem, Problem, type ProblemType, problemBody } from './problem.ts'
export { problems as requestProblems } from './problems.ts'
export { remembered } from './remembered.ts'
export { type Ended, pluginRemoving } from './removal.ts'
export { retryAfter } from './retry-after.ts'
export { type Mountable, mountable, type Room, type SurfaceName } from './room.ts'
export { failedRow, RowOutcome } from './row-outcome.ts'
export {
  createSealer,
  hashToken,
  hmac,
  randomToken,
  type Sealer,
  type SealingKey,
  safeEqual,
  sameSignature,
} from './sealed.ts'
export { isSecretAt, MASK, maskSecrets, secret } from './secret.ts'
export { streamed } from './streamed.ts'
export { eitherSignal, isOn, type Switch } from './switch.ts'
export {
  type Clock,
  DAY,
  type Duration,
  duration,
  fromIso,
  HOUR,
  iso,
  isoOrNull,
  MINUTE,
  SECOND,
  systemClock,
} from './time.ts'
export { turn } from './turn.ts'
