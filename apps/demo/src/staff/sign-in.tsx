import { type Shell, StaffPage } from './page.tsx'
import { words } from './words.ts'

interface SignInProps {
  readonly shell: Shell
  /** The page that was asked for; shown after the sign-in. */
  readonly to?: string | undefined
}

export function SignInPage({ shell, to }: SignInProps) {
  return (
    <StaffPage shell={{ ...shell, isSignedIn: false }} title={words.signIn}>
      <p class="muted">{words.signInHelp}</p>
      <form method="post" action={`${shell.face.path}/sign-in`} class="staff-form">
        {to !== undefined && <input type="hidden" name="to" value={to} />}
        <label for="email">{words.email}</label>
        <input id="email" name="email" type="email" autocomplete="username" required maxLength={254} />
        <label for="password">{words.password}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required maxLength={200} />
        <button class="button is-primary is-large" type="submit">
          {words.signIn}
        </button>
      </form>
    </StaffPage>
  )
}
