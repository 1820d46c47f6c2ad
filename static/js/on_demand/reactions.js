// Reactions below messages. Everybody is sent the same; which are the reader's own is kept here.

// By emoji. A page that was rendered for its reader says so itself.
function ownOf(message) {
  const pressed = message.querySelectorAll('.reactions [aria-pressed=true]')
  return new Set(message.dataset.own?.split(' ') ?? [...pressed].map(({ value }) => value))
}

function showOwn(message, own) {
  message.dataset.own = [...own].join(' ')
  for (const button of message.querySelectorAll('.reactions button')) {
    button.setAttribute('aria-pressed', own.has(button.value))
  }
}

// A message takes the place of another one.
export function keepOwn(before, after) {
  if (before.querySelector('.reactions') || before.dataset.own) showOwn(after, ownOf(before))
}

// The reader reacts, or takes it back.
function setOwn(message, emoji, isOn) {
  const own = ownOf(message)
  own[isOn ? 'add' : 'delete'](emoji)
  showOwn(message, own)
}

function showReactions(message, form) {
  const own = ownOf(message)
  const before = message.querySelector('.reactions')
  const focused = message.querySelector('.reactions :focus')
  if (before) before.replaceWith(form)
  else message.append(form)
  showOwn(message, own)
  if (focused) form.querySelector(`[value="${focused.value}"]`)?.focus()
}

// What travels among messages: reactions that are to stand below one, or one that is the reader's.
export function updateReactions(element, page) {
  const { reactions, reacted, emoji, on } = element.dataset
  const message = page.getElementById(reactions ?? reacted.replace('r-', 'm'))
  if (!message) return
  if (reactions) showReactions(message, element.firstElementChild)
  else setOwn(message, emoji, on !== undefined)
}

// The submit of a form of reactions, by one of its buttons. What is one's own shows at once, the
// counts as the room tells them. Without a connection the browser posts the form itself.
export function react({ target: form, submitter }, send) {
  const emoji = submitter.value
  const on = submitter.getAttribute('aria-pressed') !== 'true'
  send(JSON.stringify({ react: Number(form.id.slice(2)), emoji, on }))
  setOwn(form.closest('.message'), emoji, on)
}
