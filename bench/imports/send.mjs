import { openAsBlob } from 'node:fs'

/**
 * Sends a file to the importer; resolves with the report and how long it took, to the answer and until all that follows is done.
 * @param {import('./running.mjs').RunningShop} shop
 * @param {string} file
 */
export async function importFile(shop, file) {
  const cpuBefore = await shop.idle()
  const started = performance.now()
  const answer = await fetch(`${shop.url}/admin/imports/shopify`, {
    method: 'POST',
    headers: { ...shop.headers, 'content-type': 'text/csv', accept: 'application/x-ndjson' },
    body: await openAsBlob(file),
  })
  let report
  for (const line of (await answer.text()).trim().split('\n')) report = JSON.parse(line).report ?? report
  const answered = performance.now()
  if (report === undefined) throw new Error('the import gave no report')
  const cpuAfter = await shop.idle()
  const ended = performance.now()
  return { report, answeredMs: answered - started, allMs: ended - started, cpuMs: cpuAfter - cpuBefore, started, ended }
}
