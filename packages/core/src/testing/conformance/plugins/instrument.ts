import type { AnyDefinition, AnyScope, HearsAny } from '../../../plugins/definition.ts'
import type { Plugin } from '../../../plugins/index.ts'

/** One delivery of an event to a subscription, or one run of a job. */
export interface Work {
  /** `loyalty/order.placed` */
  readonly name: string
  /** Of the event; undefined for a job. */
  readonly eventId?: string
}

/** What looks over the shoulder of a plugin. */
export interface Watcher {
  /** Does the work in whatever way it likes. */
  readonly during: (work: Work, run: () => Promise<void>) => Promise<void>
  readonly scope: (scope: AnyScope) => AnyScope
}

/** The same plugin with its subscriptions, jobs and services under the eyes of a watcher. */
export function instrumented(plugin: Plugin, { during, scope: seen }: Watcher): Plugin {
  const { definition } = plugin
  const { id, on = {}, hears = [], jobs = {}, services } = definition
  const heard = (name: string, run: HearsAny['run']): HearsAny['run'] => {
    return (event, scope) =>
      during({ name: `${id}/${name}`, eventId: event.id }, async () => void (await run(event, seen(scope))))
  }
  const watched: AnyDefinition = {
    ...definition,
    on: Object.fromEntries(
      Object.entries(on).map(([name, hearing]) => {
        if (hearing === undefined) return [name, undefined]
        const settings = typeof hearing === 'function' ? { run: hearing } : hearing
        return [name, { ...settings, run: heard(name, settings.run) }]
      }),
    ),
    hears: hears.map((hearing) => ({ ...hearing, run: heard(hearing.event.name, hearing.run) })),
    jobs: Object.fromEntries(
      Object.entries(jobs).map(([name, { every, run }]) => [
        name,
        {
          every,
          run: (scope: AnyScope) => during({ name: `${id}/${name}` }, async () => void (await run(seen(scope)))),
        },
      ]),
    ),
    ...(services === undefined ? {} : { services: (scope: AnyScope) => services(seen(scope)) }),
  }
  return { ...plugin, definition: watched }
}
