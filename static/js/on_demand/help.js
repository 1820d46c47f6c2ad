// The help as a dialog: a part of its page, in front of the room. Loaded once somebody asks for it.

import { loadStyles } from './later_styles.js'

// Some speak to their computer, or press keys by accident: a key without Ctrl has to be one that
// can be switched off (WCAG 2.2, 2.1.4).
const KEY_SWITCH = 'natter ?'

// Whether keys without Ctrl open nothing.
export function areKeysOff() {
  // A browser may forbid it.
  try {
    return localStorage.getItem(KEY_SWITCH) === 'off'
  } catch {
    return false
  }
}

// `form` leads to the page.
export function createHelp({ form }) {
  let dialog

  function setKeyOff(isOff) {
    try {
      localStorage.setItem(KEY_SWITCH, isOff ? 'off' : 'on')
    } catch {
      // Then it cannot be remembered.
    }
  }

  async function load() {
    const response = await fetch(form.action)
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const root = form.ownerDocument
    await loadStyles(root)
    const created = root.createElement('dialog')
    created.className = 'help-dialog'
    created.append(page.getElementById('help'))
    created.setAttribute('aria-labelledby', 'help-title')
    for (const part of created.querySelectorAll('[hidden]')) part.hidden = false
    const keySwitch = created.querySelector('input')
    keySwitch.checked = !areKeysOff()
    keySwitch.addEventListener('change', () => setKeyOff(!keySwitch.checked))
    root.body.append(created)
    return created
  }

  return {
    // Escape closes it, and the focus goes back: the browser's own.
    async open() {
      dialog ??= load()
      try {
        const shown = await dialog
        if (!shown.open) shown.showModal()
      } catch {
        dialog = undefined
      }
    },
  }
}
