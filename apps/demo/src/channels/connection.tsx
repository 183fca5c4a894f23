import { type Shell, StaffPage } from '../staff/page.tsx'
import { Causes } from './causes.tsx'
import { type Ahead, Goods, type Shelf } from './goods.tsx'
import { Health } from './health.tsx'
import { Listings } from './listings.tsx'
import type { ListingStatus, Picture } from './office.ts'
import { Orders } from './orders.tsx'
import { Marks } from './overview.tsx'
import { Runs } from './runs.tsx'
import { StepButton } from './step-button.tsx'
import { words } from './words.ts'

interface ConnectionProps {
  readonly shell: Shell
  readonly picture: Picture
  readonly status: ListingStatus | undefined
  readonly shelves: readonly Shelf[]
  /** What listing would do, when that was asked. */
  readonly preview?: Ahead | undefined
}

/** One connection: how it does, what is wrong, what it shows, what came in, what was done. */
export function ConnectionPage({ shell, picture, status, shelves, preview }: ConnectionProps) {
  const { connection, causes, standing, listings, runs, orders, parked } = picture
  const { id, name } = connection
  const { now } = shell
  const isDry = connection.status === 'dry_run'
  return (
    <StaffPage shell={shell} title={name}>
      <p class="ch-marks">
        <Marks connection={connection} />
      </p>
      {isDry && <DryRun {...picture} />}
      <Health connection={connection} now={now} />
      {!isDry && <Steps connection={connection} />}
      {isDry && <Goods connection={connection} shelves={shelves} preview={preview} />}
      <Causes id={id} causes={causes} standing={standing} now={now} />
      <Listings connection={connection} page={listings} status={status} now={now} />
      <Orders id={id} orders={orders} parked={parked} now={now} />
      {!isDry && <Goods connection={connection} shelves={shelves} preview={preview} />}
      <Runs runs={runs} now={now} />
      <Leave id={id} />
      <p>
        <a href="/channels">{words.all}</a>
      </p>
    </StaffPage>
  )
}

/** Nothing travels before somebody confirms; what is done until then, in its order. */
function DryRun({ connection, hasOwnPage, listings }: Picture) {
  const { id, tokensExpireAt } = connection
  const hasListings = listings.items.length > 0
  return (
    <section class="ch-dry" aria-labelledby="dry">
      <h2 id="dry">{words.dry.title}</h2>
      <p>{hasListings ? words.dry.listed : words.dry.empty}</p>
      <div class="staff-steps">
        {hasOwnPage && tokensExpireAt === null && (
          <a class="button" href={`/channels/${id}/authorize`}>
            {words.authorize}
          </a>
        )}
        <StepButton id={id} step="test">
          {words.steps.test}
        </StepButton>
        <a class="button" href={`/channels/${id}/account`}>
          {words.account}
        </a>
        <StepButton id={id} step="adopt">
          {words.steps.adopt}
        </StepButton>
        <StepButton id={id} step="confirm" isMain={hasListings}>
          {words.steps.confirm}
        </StepButton>
      </div>
    </section>
  )
}

function Steps({ connection: { id, status } }: Pick<Picture, 'connection'>) {
  const turn = status === 'paused' ? 'resume' : 'pause'
  return (
    <div class="staff-steps">
      <a class="button is-primary" href={`/channels/${id}`}>
        {words.again}
      </a>
      {([turn, 'resync', 'test', 'retry'] as const).map((step) => (
        <StepButton key={step} id={id} step={step}>
          {words.steps[step]}
        </StepButton>
      ))}
      <a class="button" href={`/channels/${id}/account`}>
        {words.account}
      </a>
    </div>
  )
}

/** The account is forgotten here; what is listed there is ended before. */
function Leave({ id }: { readonly id: string }) {
  return (
    <section aria-labelledby="leave">
      <h2 id="leave">{words.leave.title}</h2>
      <p class="muted">{words.leave.help}</p>
      <div class="staff-steps">
        <StepButton id={id} step="unlist">
          {words.leave.end}
        </StepButton>
        <form method="post" action={`/channels/${id}/disconnect`}>
          <button class="button" type="submit">
            {words.leave.forget}
          </button>
        </form>
      </div>
    </section>
  )
}
