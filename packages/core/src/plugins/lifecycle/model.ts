import * as v from 'valibot'

export const ActionItemView = v.object({
  id: v.string(),
  plugin: v.string(),
  title: v.string(),
  detail: v.string(),
  href: v.string(),
  count: v.number(),
  since: v.nullable(v.string()),
})

const EndpointView = v.object({
  name: v.string(),
  method: v.string(),
  path: v.string(),
  access: v.string(),
  summary: v.nullable(v.string()),
})

export const PluginView = v.object({
  id: v.string(),
  /** Of its code. */
  version: v.string(),
  /** `absent`: in the database and not in this program; `removed`: the other way round, installed again at the next start. */
  status: v.picklist(['enabled', 'disabled', 'absent', 'removed']),
  /** Grows with each change; the ETag. 0 when it is removed. */
  revision: v.number(),
  installedAt: v.nullable(v.string()),
  updatedAt: v.nullable(v.string()),
  /** Of a disabled plugin: what happens until then is delivered when it is enabled in time; later, the oldest events are pruned. */
  waitsUntil: v.nullable(v.string()),
  /** Range of core versions that it is made for. */
  core: v.nullable(v.string()),
  /** Scopes of the core that it uses. */
  needs: v.array(v.string()),
  /** Hosts that it may call. */
  hosts: v.array(v.string()),
  /** What the shop set in code: its form as JSON Schema, and the values with secrets masked. */
  settings: v.nullable(v.object({ schema: v.record(v.string(), v.unknown()), values: v.unknown() })),
  endpoints: v.array(EndpointView),
  /** Parts of the back office, each with the endpoint that it shows. */
  panels: v.array(
    v.object({ at: v.string(), title: v.string(), show: v.string(), method: v.string(), path: v.string() }),
  ),
  jobs: v.array(v.object({ name: v.string(), every: v.string() })),
  subscriptions: v.array(v.object({ name: v.string(), events: v.array(v.string()) })),
  /** Names of its own facts. */
  events: v.array(v.string()),
  /** Its own error codes. */
  problems: v.array(
    v.object({ code: v.string(), status: v.number(), title: v.string(), hint: v.nullable(v.string()) }),
  ),
  /** Id of the way to pay that it offers. */
  payment: v.nullable(v.string()),
  /** Its own tables in the database. */
  tables: v.array(v.string()),
  /** What waits for a person. */
  actionItems: v.array(ActionItemView),
})
export type PluginView = v.InferOutput<typeof PluginView>

export const Removed = v.object({
  id: v.string(),
  data: v.picklist(['keep', 'drop']),
  /** Tables that were dropped. */
  tables: v.array(v.string()),
  /** What was ended before, by kind: live listings. */
  ended: v.array(v.object({ what: v.string(), count: v.number() })),
})
export type Removed = v.InferOutput<typeof Removed>
