export type {
  Account,
  ChannelHttp,
  HttpAnswer,
  HttpOptions,
  HttpRequest,
  LimitHint,
  Quota,
  Spending,
  Tokens,
} from './account.ts'
export type {
  Acknowledgement,
  CommandOutcome,
  GivenBack,
  Issue,
  Observation,
  ReceiptOutcome,
} from './acknowledgement.ts'
export type {
  AnyChannel,
  ChannelKeys,
  ChannelKind,
  Entry,
  Hint,
  HookAnswer,
  HookRequest,
  Limits,
  OAuth,
  PriceEntry,
  Publication,
  StockEntry,
  Unmappable,
} from './channel.ts'
export type { Connected, Connections, KnownConnection, Listed } from './connected.ts'
export { knownOf, liveConnections, oneConnection } from './connections/index.ts'
export { type ChannelFailure, channelFailure, type Failure, type FailureKind, failureOf } from './failure.ts'
export type {
  Acknowledge,
  Cancel,
  ForeignAddress,
  ForeignLine,
  ForeignOrder,
  ForeignPage,
  Ready,
  Refund,
  Ship,
} from './foreign-order.ts'
export type { Item, ItemPicture, ItemProduct, ItemVariant, StockAt } from './item.ts'
export { channelPoint, type InstalledChannel, presentChannels } from './point.ts'
