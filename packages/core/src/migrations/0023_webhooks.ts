import type { Migration } from '../kernel/index.ts'

export const webhooks: Migration = {
  name: '0023_webhooks',
  statements: [
    `create table webhook_endpoints (
      id text primary key not null,
      url text not null,
      description text,
      events text,
      status text not null check (status in ('enabled', 'disabled', 'deleted')),
      disabled_reason text check (disabled_reason in ('staff', 'gone', 'failing')),
      secrets text not null,
      failures integer not null default 0 check (failures >= 0),
      failing_since integer,
      warned_at integer,
      paused_until integer not null default 0,
      last_error text,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      check ((status = 'enabled') = (disabled_reason is null) or status = 'deleted')
    ) strict`,
    'create index webhook_endpoints_created on webhook_endpoints (created_at, id)',
    `create table webhook_messages (
      id text primary key not null,
      event_id text,
      type text not null,
      body text not null,
      created_at integer not null
    ) strict, without rowid`,
    `create table webhook_deliveries (
      id text primary key not null,
      endpoint_id text not null references webhook_endpoints (id) on delete restrict,
      message_id text not null references webhook_messages (id) on delete restrict,
      type text not null,
      status text not null check (status in ('pending', 'delivered', 'failed')),
      attempts integer not null default 0 check (attempts >= 0),
      tries integer not null default 0 check (tries >= 0),
      next_at integer,
      lease_owner text,
      created_at integer not null,
      updated_at integer not null,
      check ((status = 'pending') = (next_at is not null))
    ) strict`,
    'create unique index webhook_deliveries_message on webhook_deliveries (message_id, endpoint_id)',
    'create index webhook_deliveries_due on webhook_deliveries (endpoint_id, status, next_at)',
    'create index webhook_deliveries_created on webhook_deliveries (created_at, id)',
    'create index webhook_deliveries_endpoint on webhook_deliveries (endpoint_id, created_at, id)',
    'create index webhook_deliveries_lease on webhook_deliveries (lease_owner) where lease_owner is not null',
    `create table webhook_attempts (
      id text primary key not null,
      delivery_id text not null references webhook_deliveries (id) on delete restrict,
      number integer not null,
      at integer not null,
      outcome text not null check (outcome in ('delivered', 'refused', 'timeout', 'unreachable', 'blocked')),
      duration_ms integer not null,
      response_status integer,
      response_headers text,
      response_body text,
      error text
    ) strict`,
    'create unique index webhook_attempts_delivery on webhook_attempts (delivery_id, number)',
  ],
}
