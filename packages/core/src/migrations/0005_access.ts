import type { Migration } from '../kernel/index.ts'

export const access: Migration = {
  name: '0005_access',
  statements: [
    // staff, staff_accounts, staff_sessions and staff_verifications hold what better-auth describes; a test compares them with its own description.
    `create table staff (
      id text primary key not null,
      name text not null,
      email text not null unique check (email = lower(email)),
      email_verified integer not null default 0 check (email_verified in (0, 1)),
      image text,
      role text not null,
      scopes text not null default '[]',
      status text not null default 'active' check (status in ('active', 'disabled')),
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    `create table staff_accounts (
      id text primary key not null,
      account_id text not null,
      provider_id text not null,
      user_id text not null references staff (id) on delete cascade,
      access_token text,
      refresh_token text,
      id_token text,
      access_token_expires_at integer,
      refresh_token_expires_at integer,
      scope text,
      password text,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    'create unique index staff_accounts_provider on staff_accounts (provider_id, account_id)',
    'create index staff_accounts_user on staff_accounts (user_id)',
    `create table staff_sessions (
      id text primary key not null,
      token text not null unique,
      user_id text not null references staff (id) on delete cascade,
      expires_at integer not null,
      ip_address text,
      user_agent text,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    'create index staff_sessions_user on staff_sessions (user_id)',
    'create index staff_sessions_expiry on staff_sessions (expires_at)',
    `create table staff_verifications (
      id text primary key not null,
      identifier text not null,
      value text not null,
      expires_at integer not null,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    'create index staff_verifications_identifier on staff_verifications (identifier)',
    `create table staff_invitations (
      id text primary key not null,
      email text not null check (email = lower(email)),
      name text,
      role text not null,
      scopes text not null default '[]',
      language text not null,
      status text not null default 'open' check (status in ('open', 'accepted', 'revoked')),
      invited_by text,
      expires_at integer not null,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    "create unique index staff_invitations_open on staff_invitations (email) where status = 'open'",
    `create table api_keys (
      id text primary key not null,
      name text not null,
      prefix text not null,
      hash text not null unique,
      scopes text not null,
      expires_at integer,
      last_used_at integer,
      revoked_at integer,
      created_by text,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    // A publishable key is no secret: it stands in every page, so it is kept as it is.
    `create table publishable_keys (
      id text primary key not null,
      name text not null,
      token text not null unique,
      channel_id text not null references sales_channels (id) on delete restrict,
      revoked_at integer,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    `create table audit_log (
      id text primary key not null,
      at integer not null,
      actor_kind text not null,
      actor_id text,
      action text not null,
      subject text not null,
      detail text,
      request_id text not null,
      command_id text
    ) strict`,
    'create index audit_log_subject on audit_log (subject, id)',
    'create index audit_log_actor on audit_log (actor_id, id)',
    // Failed sign-ins, counted per account or address in windows, known accounts or not.
    `create table sign_in_failures (
      key text primary key not null,
      count integer not null,
      window_ends_at integer not null
    ) strict, without rowid`,
  ],
}
