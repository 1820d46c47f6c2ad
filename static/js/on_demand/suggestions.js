// What may be meant while somebody types: a list over the field, of people behind `@`, emoji behind
// `:` and commands behind `/`. The server fills it. Loaded once one of these is typed.

import { loadStyles } from './later_styles.js'

// What is typed, up to the caret. An emoji takes two letters: `:D` is a face.
const TYPED = /^\/\p{L}*$|(?<=^|[\s([{"'“‘«])(?:@[^\n@]{0,32}|:[a-z0-9_+-]{2,})$/u
// The code of a key that an input method has handled.
const HANDLED_KEY_CODE = 229

export function typedBefore(text) {
  return TYPED.exec(text)?.[0] ?? ''
}

// Names are longer than what is meant at first: whatever follows a beginning that nobody has, is
// text.
export function isHopeless(typed, emptyFor) {
  return Boolean(emptyFor) && typed.startsWith(emptyFor)
}

// A composition goes on under a list: touch keyboards compose each word. Only its keys are its own.
export function attachSuggestions({ form, field, address }) {
  let list
  // What the list is of; and what it will be of, once the server has answered.
  let listed = ''
  let typed = ''
  let chosen = ''
  let emptyFor = ''
  let isChoiceDue = false

  const options = () => [...(list?.children ?? [])]
  const active = () => options().find(option => option.ariaSelected === 'true')
  const insertedBy = option => option.querySelector('.inserted').textContent

  function close() {
    list?.remove()
    list = undefined
    typed = ''
    isChoiceDue = false
    for (const name of ['aria-controls', 'aria-activedescendant', 'aria-haspopup']) field.removeAttribute(name)
  }

  function activate(option) {
    for (const other of options()) other.ariaSelected = String(other === option)
    field.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }

  function show(fragment) {
    const next = fragment.querySelector('[role=listbox]')
    if (!next?.children.length) {
      emptyFor = typed
      close()
      return
    }
    if (list) list.replaceWith(next)
    else field.parentElement.before(next)
    list = next
    listed = typed
    // The field keeps the focus.
    list.addEventListener('pointerdown', event => event.preventDefault())
    list.addEventListener('click', ({ target }) => choose(target.closest('[role=option]')))
    field.setAttribute('aria-haspopup', 'listbox')
    field.setAttribute('aria-controls', list.id)
    activate(list.firstElementChild)
    if (isChoiceDue) choose(list.firstElementChild)
  }

  async function update() {
    const { selectionStart: caret, selectionEnd, value } = field
    const now = caret === selectionEnd ? typedBefore(value.slice(0, caret)) : ''
    if (!now || now.trimEnd() === chosen || isHopeless(now, emptyFor)) {
      close()
      return
    }
    if (now === typed) return
    chosen = ''
    emptyFor = ''
    isChoiceDue = false
    typed = now
    try {
      const asked = fetch(`${address}?typed=${encodeURIComponent(now)}`)
      const [response] = await Promise.all([asked, loadStyles(field.ownerDocument)])
      const text = await response.text()
      if (typed === now) show(response.ok ? new DOMParser().parseFromString(text, 'text/html') : new DocumentFragment())
    } catch {
      if (typed === now) close()
    }
  }

  function choose(option) {
    if (!option) return
    chosen = insertedBy(option)
    const end = field.selectionStart
    field.setRangeText(`${chosen} `, end - typed.length, end, 'end')
    close()
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }

  // Whether the key was for the list.
  function take(key) {
    const all = options()
    const at = all.indexOf(active())
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      activate(all.at((at + (key === 'ArrowDown' ? 1 : -1)) % all.length))
      return true
    }
    if (key === 'Escape') {
      emptyFor = typed
      close()
      return true
    }
    // What was typed in full needs no choice.
    const isTypedInFull = key === 'Enter' && insertedBy(all[at]) === typed
    if ((key !== 'Enter' && key !== 'Tab') || isTypedInFull || isChoiceDue) {
      if (key === 'Enter') close()
      return false
    }
    // Letters that came after the list was made may mean somebody else.
    if (listed === typed) choose(all[at])
    else isChoiceDue = true
    return true
  }

  function onKey(event) {
    if (!list || event.isComposing || event.keyCode === HANDLED_KEY_CODE || event.shiftKey || !take(event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }

  field.setAttribute('aria-autocomplete', 'list')
  // Before the keys of the composer.
  form.addEventListener('keydown', onKey, true)
  field.addEventListener('input', update)
  field.addEventListener('click', update)
  // The caret may be elsewhere.
  field.addEventListener('keyup', () => list && update())
  field.addEventListener('blur', close)
  form.addEventListener('submit', close)
  update()
}
