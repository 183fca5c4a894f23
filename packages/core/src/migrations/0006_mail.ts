import type { Migration } from '../kernel/index.ts'

export const mail: Migration = {
  name: '0006_mail',
  statements: [
    // content is sealed: it holds names, addresses and one-time links.
    `create table mail_messages (
      id text primary key not null,
      template text not null,
      language text not null,
      recipient text not null,
      content text not null,
      status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
      transport text,
      attempts integer not null default 0,
      error text,
      cause text,
      sent_at integer,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    'create index mail_messages_created on mail_messages (created_at)',
    'create index mail_messages_recipient on mail_messages (recipient, created_at)',
    'create index mail_messages_status on mail_messages (status, id)',
  ],
}
