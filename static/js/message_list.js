// The list of messages: what comes twice is there once, messages stand in order, below the line of
// their day. Everyone is sent the same: here own ones get their tint, and times become local.

import { MENTION_NEWS_MS } from './settings.js'

// Of a message, whose id is `m{seq}`; otherwise NaN.
function seqOf(element) {
  return element.id.startsWith('m') ? Number(element.id.slice(1)) : NaN
}

// The list shows an old part of the log: later messages are missing.
const isOldPart = list => list.nextElementSibling?.id === 'later'

// Puts a message where its number belongs, anything else at the end. Leaves out what is before the
// first message, or after the last one of an old part: a gap would be between them.
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
  if (!next && isOldPart(list)) return
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

// Whether somebody else means the reader: by name, or by an answer.
const isFor = (message, me) =>
  message.dataset.member !== me &&
  (message.dataset.replyTo === me || Boolean(message.querySelector(`.at[data-member="${me}"]`)))

// `newest` is the place up to which the page knows all messages, `onShown(messages, added)` is told
// what is in its place, and what of it was not there before; new messages count as shown where an
// old part has no place for them. `onLeftOut(message)` is told of what has none.
export function createMessageList({ htmx, withReactions, me, words, now, newest, onShown, onLeftOut }) {
  let arrived = 0
  let clock
  let days
  let dates
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

  function markOwn(message) {
    message.classList.toggle('mine', message.dataset.member === me)
  }

  function format(messages) {
    for (const message of messages) {
      const time = timeOf(message)
      const date = dateOf(message)
      time.textContent = clock.format(date)
      time.title = moments.format(date)
      // When it changed: with the day, if that is another one.
      for (const change of message.querySelectorAll('.edited time, .removal time')) {
        const at = new Date(change.dateTime)
        change.textContent = (at.toDateString() === date.toDateString() ? clock : dates).format(at)
        change.title = moments.format(at)
      }
      // By keyboard one goes from message to message, and the log is one stop.
      time.parentElement.tabIndex = -1
      markOwn(message)
      message.classList.toggle('for-me', isFor(message, me))
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
    dates = writes({ dateStyle: 'medium', timeStyle: 'short' })
    moments = writes({ dateStyle: 'medium', timeStyle: 'medium' })
    for (const list of history.querySelectorAll('.log')) format([...list.children].filter(seqOf))
  }

  function upsert(target, fragment) {
    const elements = [...fragment.children]
    // An edit that mentions the reader only now, and soon, is news to them.
    const isMentioning = (element, before) =>
      !before.matches('.for-me') && isFor(element, me) && now() - dateOf(element) < MENTION_NEWS_MS
    const isNew = element => {
      const page = target.ownerDocument
      if (element.hidden) {
        const { quote } = element.dataset
        if (!quote) withReactions(it => it.updateReactions(element, page))
        // What is answered has changed: so does every quote of it.
        else for (const shown of page.querySelectorAll(`.${quote}`)) {
          shown.replaceChildren(...element.cloneNode(true).childNodes)
        }
        return false
      }
      const existing = element.id && page.getElementById(element.id)
      if (!existing) {
        insertInOrder(target, element)
        return element.isConnected
      }
      const hadReactions = existing.dataset.own || existing.querySelector('.reactions')
      if (hadReactions) withReactions(it => it.keepOwn(existing, element))
      existing.replaceWith(element)
      return seqOf(element) && isMentioning(element, existing)
    }
    const added = elements.filter(isNew)
    const shown = elements.filter(element => element.isConnected)
    if (target.matches('.log')) {
      const leftOut = elements.filter(element => seqOf(element) && !element.isConnected)
      leftOut.forEach(onLeftOut)
      const late = leftOut.filter(element => seqOf(element) > newest)
      for (const message of late) markOwn(message)
      arrived = Math.max(arrived, ...late.map(seqOf))
      newest = Math.max(newest, ...elements.filter(seqOf).map(seqOf))
      format(shown.filter(seqOf))
      onShown([...shown.filter(seqOf), ...late], [...added.filter(seqOf), ...late])
    }
    return shown
  }

  // The htmx swap style.
  htmx.registerExtension('natter', {
    handle_swap: (style, target, fragment) => style === 'upsert' && upsert(target, fragment),
  })

  return {
    format,
    refresh,

    // The place of the last message that an old part had no place for.
    get arrived() {
      return arrived
    },
  }
}
