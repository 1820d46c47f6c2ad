// A page that has ended: a banner takes the place of the composer. It says what happened, keeps the
// text that was not sent, and leads on.

// `endings` is a template of banners, one for each code with which the connection may be closed.
// The last one is for any other code.
export function showEnding({ form, endings, code, reason, draft }) {
  const { content } = endings
  const known = content.querySelector(`[data-code="${code}"]`) ?? content.lastElementChild
  const banner = known.cloneNode(true)
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
