import { defineProblems } from '@vitrine/core'

export const problems = defineProblems('pinterest', {
  unknownConnection: {
    status: 404,
    title: 'There is no live Pinterest connection with this id',
    hint: 'GET /admin/connections lists them; a connection that is paused or not confirmed is none.',
  },
  unknownPin: { status: 404, title: 'There is no such Pin' },
  unknownProduct: {
    status: 404,
    title: 'This product is not for sale in the sales channel of the connection',
    hint: 'Publish it there first.',
  },
  noFeed: {
    status: 409,
    title: 'The settings of the connection name no feed',
    hint: 'Set `publishing` to feed, or `feed.location`.',
  },
  noFile: {
    status: 404,
    title: 'There is no such file',
    hint: 'GET /admin/pinterest/:connection/feed shows its address. It is there while the connection is live and its `publishing` is feed.',
  },
  notTaken: {
    status: 502,
    title: 'Pinterest did not do it',
    hint: 'Its words are in the detail; they are explained in the README of the plugin.',
  },
})
