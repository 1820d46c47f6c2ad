// Tells a reader who asked for it of what is said in a room that they do not look at. However many
// tabs have the room open, one of them tells, and none while another one is looked at.

import { contentOf } from './message_content.js'

// So long a tab that is looked at has to say so.
const SEEN_WITHIN_MS = 500
const BODY_MAX_CHARS = 200

const seqOf = message => Number(message.id.slice(1))

// `open(seq)` shows the message. `Notice` is what shows a notification, if the browser lets it.
export function createNotifications({ root, setting, room, open, Notice, locks }) {
  let shown

  const isMeant = message =>
    !message.matches('.mine') &&
    (setting.level === 'all' || message.matches('.for-me')) &&
    seqOf(message) > setting.told

  function close() {
    shown?.notice.close()
    shown = undefined
  }

  function show(message) {
    const seq = seqOf(message)
    close()
    const notice = new Notice(`${message.querySelector('.name').textContent} · ${room()}`, {
      body: contentOf(message).slice(0, BODY_MAX_CHARS),
      // Of one room there is one, the newest, and it makes itself heard each time.
      tag: setting.key,
      renotify: true,
    })
    notice.addEventListener('click', () => {
      close()
      root.defaultView.focus()
      open(seq)
    })
    shown = { seq, notice }
  }

  root.addEventListener('visibilitychange', () => root.hidden || close())

  return {
    // `messages` have come or changed while the page was hidden, `added` are those that are new.
    async tell(messages, added) {
      if (messages.some(it => seqOf(it) === shown?.seq && it.querySelector('.removal'))) close()
      if (!added.length) return
      await new Promise(done => setTimeout(done, SEEN_WITHIN_MS))
      await locks.request(setting.key, () => {
        const meant = added.filter(isMeant)
        if (!root.hidden || !meant.length || Notice.permission !== 'granted') return
        setting.told = Math.max(...added.map(seqOf))
        show(meant.at(-1))
      })
    },
  }
}
