import * as v from 'valibot'
import { message } from '../mail/index.ts'
import { WORDS, type Words } from './letter-words.ts'

const About = v.object({ name: v.string(), url: v.string(), error: v.nullable(v.string()), link: v.string() })

type Told = v.InferOutput<typeof About> & { readonly subject: string; readonly text: string }

/** What happened, what the receiver said last, and the way to the webhook. */
function letter({ error: errorName, open }: Words, { subject, text, name, url, error, link }: Told) {
  const facts = [{ name: 'URL', values: [url] }, ...(error === null ? [] : [{ name: errorName, values: [error] }])]
  return {
    subject,
    name,
    parts: [
      { kind: 'text', text },
      { kind: 'facts', facts },
      { kind: 'button', label: open, link },
    ] as const,
  }
}

export const failingLetter = message('webhooks/failing', {
  data: v.object({ ...About.entries, disablesAt: v.string() }),
  write: ({ disablesAt, ...about }, { language }) => {
    const words = WORDS[language]
    const { host } = new URL(about.url)
    const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(disablesAt))
    return letter(words, { ...about, subject: words.failing.subject(host), text: words.failing.text(host, until) })
  },
})

export const disabledLetter = message('webhooks/disabled', {
  data: About,
  write: (about, { language }) => {
    const words = WORDS[language]
    const { host } = new URL(about.url)
    return letter(words, { ...about, subject: words.disabled.subject(host), text: words.disabled.text(host) })
  },
})
