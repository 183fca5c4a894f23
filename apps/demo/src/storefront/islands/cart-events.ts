const CHANGED = 'shop:cart'

interface CartChange {
  /** What the drawer shows. */
  readonly html: string
  readonly count: number
  /** How many, in words. */
  readonly label: string
  readonly opens: boolean
}

/** Sends a form to the shop and tells the drawer what came back. False when the page has to do it itself. */
export async function submitToCart(
  form: HTMLFormElement,
  { submitter, opens }: { readonly submitter?: HTMLElement | null; readonly opens: boolean },
): Promise<boolean> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') body.append(name, value)
  const answer = await fetch(form.action, { method: 'POST', body, headers: { 'X-Fragment': 'drawer' } }).catch(
    () => null,
  )
  if (answer === null || !answer.ok || answer.redirected) return false
  await announce(answer, opens)
  return true
}

export async function announce(answer: Response, opens: boolean): Promise<void> {
  const detail: CartChange = {
    html: await answer.text(),
    count: Number(answer.headers.get('X-Cart-Count')),
    label: decodeURIComponent(answer.headers.get('X-Cart-Label') ?? ''),
    opens,
  }
  document.dispatchEvent(new CustomEvent(CHANGED, { detail }))
}

export function onCartChange(react: (change: CartChange) => void): void {
  document.addEventListener(CHANGED, (event) => react((event as CustomEvent<CartChange>).detail))
}
