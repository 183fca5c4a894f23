import { randomToken } from '../kernel/index.ts'

/** A page with one form, for the links of mails: it sends its fields as JSON to its own address. */
export interface DoorPage {
  readonly title: string
  readonly text: string
  /** Sent along, unseen. */
  readonly token: string
  readonly fields: readonly Field[]
  readonly button: string
  /** Said when it worked. */
  readonly done: string
  /** Sent with the form, such as the publishable key of the shop. */
  readonly headers?: Readonly<Record<string, string>>
}

interface Field {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'email' | 'password'
  readonly autocomplete: string
  readonly hint?: string
}

export const nameField: Field = { name: 'name', label: 'Your name', type: 'text', autocomplete: 'name' }
export const emailField: Field = { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'email' }
export const passwordField: Field = {
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'new-password',
  hint: 'At least 10 characters.',
}

const STYLE = `*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f6f4ef;color:#1f1d1a;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:min(26rem,100%);padding:2rem}h1{font-size:1.5rem;line-height:1.2;margin:0 0 .5rem}form{display:grid;gap:1rem;margin-top:1.5rem}
label{display:grid;gap:.25rem;font-weight:600}small{font-weight:400;color:#5b564c}input{font:inherit;padding:.625rem .75rem;border:1px solid #8a8476;border-radius:.375rem;background:#fff}
button{font:inherit;font-weight:600;padding:.75rem 1rem;border:0;border-radius:.375rem;background:#1f1d1a;color:#fff;cursor:pointer}
:focus-visible{outline:3px solid #c67d00;outline-offset:2px}[role=status]{min-height:1.5em;font-weight:600}`

const SCRIPT = `const form=document.querySelector('form'),said=document.querySelector('[role=status]'),button=form.querySelector('button');
form.addEventListener('submit',async(event)=>{event.preventDefault();button.disabled=true;said.textContent='';
try{const answer=await fetch(location.pathname,{method:'POST',headers:{'Content-Type':'application/json',...JSON.parse(form.dataset.headers)},body:JSON.stringify(Object.fromEntries(new FormData(form)))});
if(answer.ok){form.hidden=true;said.textContent=form.dataset.done;return}
const problem=await answer.json();said.textContent=[problem.title,...(problem.errors??[]).map(({path,message})=>path.split('.').pop()+' '+message)].join('. ')}
catch{said.textContent='The shop cannot be reached. Try again.'}button.disabled=false})`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found)

/** Draws the page; it needs no files, runs nothing but its own few lines, and sends no address to anybody (the token stands in it). */
export function doorPage({ title, text, token, fields, button, done, headers = {} }: DoorPage): Response {
  const nonce = randomToken()
  const inputs = fields.map(fieldHtml).join('')
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(title)}</title><style nonce="${nonce}">${STYLE}</style></head><body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p>
<form method="post" data-done="${escaped(done)}" data-headers="${escaped(JSON.stringify(headers))}"><input type="hidden" name="token" value="${escaped(token)}">${inputs}<button>${escaped(button)}</button></form>
<p role="status"></p><noscript><p>This page needs JavaScript.</p></noscript></main><script nonce="${nonce}">${SCRIPT}</script></body></html>`
  return new Response(html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    },
  })
}

function fieldHtml({ name, label, type, autocomplete, hint }: Field): string {
  const said = hint === undefined ? '' : `<small>${escaped(hint)}</small>`
  return `<label>${escaped(label)}${said}<input name="${name}" type="${type}" autocomplete="${autocomplete}" required></label>`
}
