// A page that has ended: a banner takes the place of the composer. It says what happened, keeps the
// text that was not sent, and leads on.

// One banner for each code with which the connection may be closed. The last one is for any other
// code.
async function load(address, code) {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(answer.status)
  const { body } = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return body.querySelector(`[data-code="${code}"]`) ?? body.lastElementChild
}

// Where that cannot be loaded, a banner as far as it can be made without: to the room by its name.
function plainBanner(root, sentence) {
  const create = (name, parent, properties) => parent.appendChild(Object.assign(root.createElement(name), properties))
  const banner = Object.assign(root.createElement('section'), { className: 'ending', tabIndex: -1 })
  create('p', banner, { role: 'alert', textContent: sentence })
  create('span', create('p', banner, { className: 'kept' }), { className: 'draft', dir: 'auto' })
  create('a', banner, { href: root.location.pathname, textContent: root.querySelector('h1').textContent })
  return banner
}

export function showBanner({ form, banner, reason, draft }) {
  const kept = banner.querySelector('.kept')
  if (reason) banner.firstElementChild.textContent = reason
  kept.lastElementChild.textContent = draft
  kept.hidden = !draft
  form.hidden = true
  form.after(banner)
  // Whoever was typing goes on here: the focus left the composer when it became inert.
  const { activeElement, body } = form.ownerDocument
  if (activeElement === body || form.contains(activeElement)) banner.focus()
}

export async function showEnding({ form, address, code, reason, draft, words }) {
  const banner = await load(address, code).catch(() => plainBanner(form.ownerDocument, reason || words.gone))
  showBanner({ form, banner, reason, draft })
}
