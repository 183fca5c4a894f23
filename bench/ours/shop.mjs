import { contribute, createCommerce, mailTransport } from '@vitrine/core'

/** Mails are written and handed over; nobody is behind it. */
const nobody = contribute(mailTransport, { id: 'nobody', send: async () => undefined })

/**
 * The shop as production runs it, on a file.
 * @param {string} file
 */
export function openShop(file) {
  return createCommerce({
    database: { url: `file:${file}` },
    mode: 'production',
    secret: 'a secret of the benchmark, long enough',
    log: { level: 'error' },
    contributes: [nobody],
  })
}
