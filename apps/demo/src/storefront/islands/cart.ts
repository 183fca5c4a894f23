import { announce, onCartChange, submitToCart } from './cart-events.ts'

interface CartProps {
  readonly url: string
  /** Words of the drawer. */
  readonly title: string
  readonly close: string
}

/** The cart as a drawer beside the page; the link to the cart page stays what works without it. */
export default function cart(element: HTMLElement, { url, title, close }: CartProps): void {
  const link = element.querySelector('a')
  const count = element.querySelector('.cart-count')
  if (link === null || count === null) return
  const { dialog, content } = makeDrawer({ title, close })
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || location.pathname === new URL(link.href).pathname) return
    event.preventDefault()
    void fetch(url, { headers: { 'X-Fragment': 'drawer' } })
      .then((answer) => (answer.ok ? announce(answer, true) : location.assign(link.href)))
      .catch(() => location.assign(link.href))
  })
  onCartChange(({ html, count: pieces, label, opens }) => {
    const focused = document.activeElement?.getAttribute('aria-label')
    content.innerHTML = html
    count.textContent = pieces > 0 ? String(pieces) : ''
    link.setAttribute('aria-label', label)
    if (opens && !dialog.open) dialog.showModal()
    if (focused) content.querySelector<HTMLElement>(`[aria-label="${CSS.escape(focused)}"]`)?.focus()
  })
  content.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.dataset.cart === undefined) return
    event.preventDefault()
    void submitToCart(form, { submitter: event.submitter, opens: true }).then((done) => {
      if (!done) location.assign(link.href)
    })
  })
}

function makeDrawer({ title, close }: Omit<CartProps, 'url'>): {
  readonly dialog: HTMLDialogElement
  readonly content: HTMLElement
} {
  const dialog = document.createElement('dialog')
  dialog.className = 'drawer'
  dialog.setAttribute('aria-labelledby', 'drawer-title')
  const head = document.createElement('form')
  head.className = 'drawer-head'
  head.method = 'dialog'
  const heading = Object.assign(document.createElement('h2'), { id: 'drawer-title', textContent: title })
  const button = Object.assign(document.createElement('button'), {
    className: 'icon-button',
    textContent: '✕',
    ariaLabel: close,
  })
  head.append(heading, button)
  const content = Object.assign(document.createElement('div'), { className: 'drawer-body' })
  dialog.append(head, content)
  // A click beside the drawer lands on the dialog itself.
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close())
  document.body.append(dialog)
  return { dialog, content }
}
