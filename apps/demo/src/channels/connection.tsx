import { Causes } from './causes.tsx'
import { Health } from './health.tsx'
import { ChannelsPage, type Shell } from './layout.tsx'
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
}

/** One connection: how it does, what is wrong, what it shows, what was done, what came in. */
export function ConnectionPage({ shell, picture, status }: ConnectionProps) {
  const { connection, causes, standing, listings, runs, orders, parked } = picture
  const { id, name } = connection
  const { now } = shell
  const turn = connection.status === 'paused' ? 'resume' : 'pause'
  return (
    <ChannelsPage shell={shell} title={name}>
      <p class="ch-marks">
        <Marks connection={connection} />
      </p>
      <Health connection={connection} now={now} />
      <div class="ch-steps">
        <a class="button is-primary" href={`/channels/${id}`}>
          {words.again}
        </a>
        {([turn, 'resync', 'test', 'retry'] as const).map((step) => (
          <StepButton key={step} id={id} step={step}>
            {words.steps[step]}
          </StepButton>
        ))}
      </div>
      <Causes id={id} causes={causes} standing={standing} now={now} />
      <Listings connection={connection} page={listings} status={status} now={now} />
      <Orders id={id} orders={orders} parked={parked} now={now} />
      <Runs runs={runs} now={now} />
      <p>
        <a href="/channels">{words.all}</a>
      </p>
    </ChannelsPage>
  )
}
