import { defineProblems } from '@vitrine/core'

export const problems = defineProblems('product-feed', {
  unknownFeed: {
    status: 404,
    title: 'There is no such feed',
    hint: 'A feed is a connection of the channel product-feed: GET /admin/channels/connections lists them.',
  },
  noFile: {
    status: 404,
    title: 'There is no such file',
    hint: 'GET /admin/product-feed/:connection shows the address of the file. It is there when the feed is live and was made once.',
  },
  keyNeeded: {
    status: 401,
    title: 'The key of the feed is needed',
    hint: 'Use the address with the key in it, or HTTP Basic with the id of the connection and the key.',
  },
  notMade: {
    status: 409,
    title: 'The file was not made yet',
    hint: 'POST /admin/product-feed/:connection/make asks for it; the job makes it within a minute.',
  },
})
