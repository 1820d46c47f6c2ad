// Everyone is sent the same: here own messages get their tint, times become local, days begin.

// What stands above the first message of a day.
export function dayLabel(date, previousDate, now, todayWord) {
  const day = date.toDateString()
  if (previousDate?.toDateString() === day) return ''
  return day === now.toDateString() ? todayWord : date.toLocaleDateString([], { dateStyle: 'full' })
}

// Who came and went stands between messages, without a time.
function dateBefore(message) {
  let sibling = message.previousElementSibling
  while (sibling && !sibling.querySelector('time')) sibling = sibling.previousElementSibling
  return sibling ? new Date(sibling.querySelector('time').dateTime) : null
}

export function createMessageFormatter({ history, me, todayWord }) {
  function formatMessage(time) {
    const message = time.closest('.message')
    const date = new Date(time.dateTime)
    time.textContent = date.toLocaleTimeString([], { timeStyle: 'short' })
    time.title = date.toLocaleString()
    message.classList.toggle('mine', message.dataset.member === me)
    const label = dayLabel(date, dateBefore(message), new Date(), todayWord)
    if (label) message.dataset.day = label
    return message
  }

  return {
    // Returns the messages that were not formatted before: their time has no title.
    format() {
      return [...history.querySelectorAll('time:not([title])')].map(formatMessage)
    },
  }
}
