// What is new, for somebody who looks at something else. Loads what tells of it when it comes.

// `label` are the words over the first message, `room()` is what the room is called, `open(seq)`
// shows a message.
export function createNews({ root, label, storage, setting, room, open }) {
  let away
  let notifications

  async function note(messages) {
    if (!root.hidden) return
    const badge = count => navigator.setAppBadge?.(count)
    away ??= import('./on_demand/away.js').then(module => module.createAwayNotice({ root, label, badge }))
    const notice = await away
    notice.note(messages)
  }

  // For those who asked for it. A page that is looked at says so to the others, and at once: they
  // do not wait until it has loaded something.
  async function notify(messages, added) {
    if (!setting.isOn) return
    if (!root.hidden) {
      setting.told = Math.max(...added.map(({ id }) => id.slice(1)))
      return
    }
    notifications ??= import('./on_demand/notifications.js').then(module =>
      module.createNotifications({ root, setting, room, open, Notice: Notification, locks: navigator.locks }),
    )
    const it = await notifications
    it.tell(messages, added)
  }

  // `messages` have come or changed, `added` are those that are new.
  return (messages, added) => {
    note(added)
    notify(messages, added)
  }
}
