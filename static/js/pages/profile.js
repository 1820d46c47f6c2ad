// The profile of somebody in a room: of what this browser tells them there.

import { createBrowserStorage } from '../browser_storage.js'
import { createNotificationSetting } from '../notification_setting.js'

const form = document.forms.notifications
const { level, outcome } = form.elements
const { room, roomName } = form.dataset
const said = outcome.dataset
const storage = createBrowserStorage(() => localStorage)
const setting = createNotificationSetting({ storage, room })

function show(chosen) {
  level.value = chosen
}

// A browser may have notifications, and show none: on some phones only an installed page may.
function showExample() {
  try {
    return Boolean(new Notification(roomName, { body: said.example, tag: setting.key }))
  } catch {
    return false
  }
}

async function choose(chosen) {
  if (chosen === 'none') return setting.choose(chosen) ? said.saved : said.notKept
  if (await Notification.requestPermission() !== 'granted') return said.denied
  if (!showExample()) return said.unsupported
  return setting.choose(chosen) ? said.saved : said.notKept
}

form.hidden = false
show(setting.level)
if ('Notification' in window) {
  form.addEventListener('change', async () => {
    outcome.value = ''
    outcome.value = await choose(level.value)
    show(setting.level)
  })
} else {
  outcome.value = said.unsupported
  form.querySelector('fieldset').disabled = true
}
