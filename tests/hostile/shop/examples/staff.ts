import { cookieOf, type Question } from '../ask.ts'
import { password, tokenOfMail, type Victim } from '../victim.ts'
import { type Examples, freshEmail, type Json, write } from './example.ts'

export function ofStaff(victim: Victim): Examples {
  const role = 'viewer'
  const invited = (): Promise<Json> =>
    victim.order('POST', '/invitations', { email: freshEmail('guest'), name: 'Guest', role })
  const added = async () => {
    const email = freshEmail('staff')
    const staff = await victim.order('POST', '/staff', { email, name: 'Sam Example', role })
    return { email, id: staff.id, token: new URL(String(staff.link)).searchParams.get('token') }
  }
  const settled = async () => {
    const staff = await added()
    await victim.ask({ method: 'POST', path: '/admin/password-reset/confirm', json: { token: staff.token, password } })
    return staff
  }
  const open = (path: string, json: unknown): Question => ({ method: 'POST', path: `/admin${path}`, json })
  return {
    'admin.access.signIn': async () => open('/session', { email: (await settled()).email, password }),
    'admin.access.confirmReset': async () =>
      open('/password-reset/confirm', { token: (await added()).token, password }),
    'admin.access.changePassword': async () => {
      const session = await victim.ask(open('/session', { email: (await settled()).email, password }))
      return {
        ...open('/me/password', { current: password, next: 'another long word' }),
        headers: { Cookie: cookieOf(session) },
      }
    },
    'admin.access.updateStaff': async () => write(victim, 'PATCH', `/staff/${(await added()).id}`, { name: 'Renamed' }),
    'admin.access.addStaff': async () =>
      write(victim, 'POST', '/staff', { email: freshEmail('add'), name: 'Ann', role }),
    'admin.access.invite': async () => write(victim, 'POST', '/invitations', { email: freshEmail('ask'), role }),
    'admin.access.revokeInvitation': async () => write(victim, 'DELETE', `/invitations/${(await invited()).id}`),
    'admin.access.acceptInvitation': async () => {
      const { id, email } = await invited()
      return open(`/invitations/${id}/accept`, {
        token: await tokenOfMail(victim, String(email)),
        name: 'Guest',
        password,
      })
    },
  }
}
