// The list of messages: what comes twice is there once, messages stand in order, below the line of
// their day. Everyone is sent the same: here own ones get their tint, and times become local.

// Of a message, whose id is `m{seq}`; otherwise NaN.
function seqOf(element) {
  return element.id.startsWith('m') ? Number(element.id.slice(1)) : NaN
}

// Puts a message where its number belongs, anything else at the end. Leaves out one before the
// first: a gap would be between them.
export function insertInOrder(list, element) {
  const seq = seqOf(element)
  let next = null
  if (seq) {
    let sibling = list.lastElementChild
    while (sibling && !(seqOf(sibling) < seq)) {
      if (seqOf(sibling)) next = sibling
      sibling = sibling.previousElementSibling
    }
    if (!sibling && next) return
  }
  list.insertBefore(element, next)
}

// What stands above the first message of a day.
export function dayLabel(date, previousDate, now, { today, yesterday, format }) {
  const day = date.toDateString()
  if (previousDate?.toDateString() === day) return ''
  if (day === now.toDateString()) return today
  const before = new Date(now)
  before.setDate(now.getDate() - 1)
  return day === before.toDateString() ? yesterday : format(date)
}

const timeOf = message => message.querySelector('time')
const dateOf = message => message && new Date(timeOf(message).dateTime)

// Who came and went stands between messages.
function messageBefore(element) {
  let sibling = element.previousElementSibling
  while (sibling && !seqOf(sibling)) sibling = sibling.previousElementSibling
  return sibling
}

function messageAfter(element) {
  let sibling = element.nextElementSibling
  while (sibling && !seqOf(sibling)) sibling = sibling.nextElementSibling
  return sibling
}

// `onShown(messages, added)` is told what is in its place, and what of it was not there before.
export function createMessageList({ htmx, me, words, now, onShown, onEarlier }) {
  let clock
  let days
  let moments
  let shownDay

  // As long as a day lasts, in one zone.
  const dayOf = date => `${date.toDateString()} ${date.getTimezoneOffset()}`

  function showDay(message) {
    const above = message.previousElementSibling
    const line = above?.matches('.day') ? above : message.ownerDocument.createElement('li')
    const label = dayLabel(dateOf(message), dateOf(messageBefore(message)), now(), { ...words, format: days.format })
    if (!label) {
      line.remove()
      return
    }
    line.className = 'day'
    // To jump by.
    const heading = line.firstElementChild ?? line.appendChild(message.ownerDocument.createElement('h2'))
    if (heading.textContent !== label) heading.textContent = label
    if (line !== above) message.before(line)
  }

  function format(messages) {
    for (const message of messages) {
      const time = timeOf(message)
      const date = dateOf(message)
      time.textContent = clock.format(date)
      time.title = moments.format(date)
      message.classList.toggle('mine', message.dataset.member === me)
      showDay(message)
    }
    const after = messages.length && messageAfter(messages.at(-1))
    if (after) showDay(after)
  }

  // All of it, once the reader's day or zone is another.
  function refresh(history) {
    const day = dayOf(now())
    if (day === shownDay) return
    shownDay = day
    // In the digits and the calendar of the words around them.
    const options = { numberingSystem: 'latn', calendar: 'gregory' }
    const writes = style => new Intl.DateTimeFormat(words.locale, { ...options, ...style })
    clock = writes({ timeStyle: 'short' })
    days = writes({ dateStyle: 'full' })
    moments = writes({ dateStyle: 'medium', timeStyle: 'medium' })
    for (const list of history.querySelectorAll('.log')) format([...list.children].filter(seqOf))
  }

  function upsert(target, fragment) {
    const elements = [...fragment.children]
    const isNew = element => {
      const existing = element.id && target.ownerDocument.getElementById(element.id)
      if (existing) existing.replaceWith(element)
      else insertInOrder(target, element)
      return !existing && element.isConnected
    }
    const added = elements.filter(isNew)
    const shown = elements.filter(element => element.isConnected)
    if (target.matches('.log')) {
      format(shown.filter(seqOf))
      onShown(shown.filter(seqOf), added.filter(seqOf))
    }
    return shown
  }

  // The htmx swap styles.
  htmx.registerExtension('natter', {
    handle_swap(style, target, fragment) {
      if (style === 'upsert') return upsert(target, fragment)
      return style === 'earlier' && onEarlier(target, fragment)
    },
  })

  return { format, refresh }
}
