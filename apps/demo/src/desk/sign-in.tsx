import type { Counter } from './desk.ts'
import { DeskPage, type Shell } from './layout.tsx'
import { words } from './words.ts'

export function SignInPage({ shell }: { readonly shell: Shell }) {
  return (
    <DeskPage shell={shell} title={words.signIn}>
      <p class="muted">{words.signInHelp}</p>
      <form method="post" action="/pickup-desk/sign-in" class="desk-form">
        <label for="email">{words.email}</label>
        <input id="email" name="email" type="email" autocomplete="username" required maxLength={254} />
        <label for="password">{words.password}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required maxLength={200} />
        <button class="button is-primary is-large" type="submit">
          {words.signIn}
        </button>
      </form>
    </DeskPage>
  )
}

export function CountersPage({ shell, counters }: { readonly shell: Shell; readonly counters: readonly Counter[] }) {
  return (
    <DeskPage shell={shell} title={words.chooseStore}>
      <ul class="desk-counters">
        {counters.map(({ code, name, address, isOpen }) => (
          <li key={code}>
            <a class="button is-large" href={`/pickup-desk/${code}`}>
              {name}
            </a>
            <span class="muted">{[...address, isOpen ? words.open : words.closed].join(' · ')}</span>
          </li>
        ))}
      </ul>
    </DeskPage>
  )
}
