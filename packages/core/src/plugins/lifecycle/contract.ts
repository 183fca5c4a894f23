import * as v from 'valibot'
import { requestProblems, route } from '../../kernel/shared.ts'
import { problems } from '../problems.ts'
import { ActionItemView, PluginView, Removed } from './model.ts'

const changing = [problems.notFound, requestProblems.preconditionFailed] as const

export const admin = {
  list: route.get('/plugins', {
    access: 'plugins:read',
    output: v.object({ items: v.array(PluginView) }),
    summary: 'Plugins with what they may do, their settings and what waits for a person',
  }),
  get: route.get('/plugins/:id', {
    access: 'plugins:read',
    output: PluginView,
    problems: [problems.notFound],
    summary: 'A plugin',
  }),
  waiting: route.get('/action-items', {
    access: 'plugins:read',
    output: v.object({ items: v.array(ActionItemView) }),
    summary: 'Everything of rooms and plugins that waits for a person, the oldest first',
  }),
  enable: route.post('/plugins/:id/enable', {
    access: 'plugins:write',
    output: PluginView,
    problems: changing,
    summary: 'Turn a plugin on; what happened meanwhile is delivered to it',
  }),
  disable: route.post('/plugins/:id/disable', {
    access: 'plugins:write',
    output: PluginView,
    problems: changing,
    summary: 'Turn a plugin off while the shop runs; its data stays',
  }),
  remove: route.delete('/plugins/:id', {
    access: 'plugins:write',
    query: v.strictObject({ data: v.picklist(['keep', 'drop']) }),
    output: Removed,
    problems: [...changing, problems.enabled, problems.busy],
    summary: 'Remove a plugin that is disabled or absent, with its data or without',
  }),
}
