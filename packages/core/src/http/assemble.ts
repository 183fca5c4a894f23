import type { Hono } from 'hono'
import {
  type App,
  type Context,
  mount,
  type OpenApiDocument,
  type ProblemType,
  type Room,
  requestProblems,
  type Surface,
  type SurfaceName,
} from '../kernel/index.ts'
import { devContract, devHandlers } from '../mail/index.ts'
import { mountDocs } from './docs/index.ts'
import { mountHealth, type Readiness } from './health.ts'
import { createMetrics } from './metrics.ts'
import { createPipeline, type PipelineEnv, type PipelineOptions, refuseOtherMethods } from './pipeline.ts'
import { adminSurface, type Callers, devSurface, hooksSurface, storeSurface } from './surfaces.ts'

export interface AssembleOptions {
  readonly app: App
  readonly rooms: readonly Room[]
  readonly callers: Callers
  readonly readiness: Readiness
  readonly document: () => Promise<OpenApiDocument>
  readonly pipeline: Pick<PipelineOptions, 'origins' | 'trustedProxies' | 'limits'>
}

/** One Hono app with every face of the shop: `/store`, `/admin`, `/hooks`, `/docs`, `/health`, `/ready`, `/metrics`. */
export function assemble({ app, rooms, callers, readiness, document, pipeline }: AssembleOptions): Hono<PipelineEnv> {
  const metrics = createMetrics()
  const hono = createPipeline({ app, metrics, ...pipeline })
  const surfaces: Record<SurfaceName, Surface<Context>> = {
    store: storeSurface(app, callers),
    admin: adminSurface(app, callers),
    hooks: hooksSurface(app),
  }
  const mounts = rooms.flatMap(({ mounts = [] }) => mounts)
  for (const { surface, contract, handlers } of mounts)
    mount(hono as unknown as Hono, surfaces[surface], contract, handlers)
  if (app.settings.mode === 'development') mount(hono as unknown as Hono, devSurface(app), devContract, devHandlers)
  mountHealth(hono as unknown as Hono, { app, metrics, readiness })
  mountDocs(hono as unknown as Hono, { document, problems: () => allProblems(rooms) })
  refuseOtherMethods(hono as unknown as Hono)
  return hono
}

/** Every problem that some endpoint or room declares, and those that any may answer, by code. */
function allProblems(rooms: readonly Room[]): readonly ProblemType[] {
  const declared = rooms.flatMap(({ mounts = [], problems: own = [] }) => [
    ...mounts.flatMap(({ contract }) => Object.values(contract).flatMap(({ problems = [] }) => problems)),
    ...own,
  ])
  const byCode = new Map(
    [...Object.values(requestProblems), ...declared].map((problem) => [problem.code, problem as ProblemType]),
  )
  return [...byCode.values()].sort((a, b) => a.code.localeCompare(b.code))
}
