// What can be done with a message: one toolbar for the whole log, which stands in the message that
// a pointer is over or that has the focus. Where fingers press there is none, and a long press
// opens its menu. The markup is asked of the server once, with its words.
//
// A new action is a button of the toolbar or an item of the menu (templates/message_actions.rs),
// and its case in `act`.

import { createComposerBar } from './composer_bar.js'
import { lineOf } from './copied_text.js'
import { contentOf } from './message_content.js'
import { createMenu } from './message_menu.js'
import { postForm, sentenceOf } from './post_form.js'

const LONG_PRESS_MS = 450
const PRESS_MOVES_PX = 10
const NOTE_SHOWN_MS = 4_000

const MESSAGE = '.message:not(.pending)'

const isRemoved = message => Boolean(message.querySelector('.removal'))
// What only its author can do, what only others can, and what only a text can.
const fits = ({ dataset: { of } }, message) =>
  !of || (!isRemoved(message) && (of === 'text' || message.matches('.mine') === (of === 'own')))
const linkOf = message => message.querySelector('.head a')
const pathOf = message => linkOf(message).getAttribute('href')

async function load(address) {
  const answer = await fetch(address)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return name => page.querySelector(name)
}

// `chat` has the composer, its form and its refusal, in a page that has one, and brings the modules
// that edit and answer. `copy(text)` fails where a browser does not allow it.
export async function createMessageActions({ scroller, address, chat, copy, storage, loadRemovals }) {
  const part = await load(address)
  const [toolbar, menuElement, reactions, noteElement] =
    ['.message-actions', '.message-menu', '.reaction-menu', '.action-note'].map(part)
  const said = noteElement.dataset
  scroller.after(menuElement, reactions, noteElement)
  const shownButtons = () => [...toolbar.children].filter(button => !button.hidden)
  const isMenuOpen = () => menu.isOpen || reactionMenu.isOpen
  const isHeld = () => toolbar.matches(':focus-within') || isMenuOpen()
  let noteTimer
  let focusedId
  let press

  function note(sentence) {
    clearTimeout(noteTimer)
    noteElement.textContent = sentence
    noteTimer = setTimeout(() => noteElement.replaceChildren(), NOTE_SHOWN_MS)
  }

  // `done()`, if there is one, follows if the form was taken.
  async function post(message, action, done, fields) {
    try {
      const refused = await postForm(`${pathOf(message)}/${action}`, fields)
      if (refused) note(sentenceOf(refused) ?? said.failed)
      else done?.()
    } catch {
      note(said.failed)
    }
  }

  async function copyAs(text, done) {
    try {
      await copy(text)
      note(done)
    } catch {
      note(said.notCopied)
    }
  }

  let removals
  async function noteRemoval(message) {
    note(said.removed)
    const undo = removed => post(removed, 'undo', () => note(said.restored))
    removals ??= loadRemovals().then(module => module.createRemovals({ scroller, blank: part('.undo'), undo }))
    const it = await removals
    it.add(message)
  }

  const bar = chat && createComposerBar({ form: chat.form, bar: part('.composer-bar') })
  let replying
  let editing

  async function withReplyBar(use) {
    replying ??= chat.loadReplyBar().then(module => module.createReplyBar({ ...chat, blank: part('.reply-bar') }))
    bar.end()
    try {
      use(await replying)
    } catch {
      note(said.failed)
    }
  }

  async function edit(path) {
    try {
      editing ??= chat.loadEditing().then(module => module.createEditing({ ...chat, bar, said, note, storage }))
      const start = await editing
      await start(path)
    } catch {
      note(said.failed)
    }
  }

  // `anchor` is the button of the toolbar that was pressed.
  function act(action, message, anchor) {
    // A page of earlier messages has no composer.
    if (action === 'moderate' || (!chat && (action === 'edit' || action === 'reply'))) {
      linkOf(message).click()
    } else if (action === 'more') {
      openMenu(message, anchor)
    } else if (action === 'react') {
      reactionMenu.open(message, () => true, anchor)
    } else if (action === 'reply') {
      withReplyBar(it => it.answer(message))
    } else if (action === 'edit') {
      edit(pathOf(message))
    } else if (action === 'remove') {
      post(message, 'remove', () => noteRemoval(message))
    } else if (action === 'report') {
      message.ownerDocument.location.assign(`${pathOf(message)}/report`)
    } else if (action === 'copy-link') {
      copyAs(linkOf(message).href.replace(/\/m\/(\d+)$/, '?at=$1'), said.linkCopied)
    } else if (action === 'copy-text') {
      copyAs(lineOf(message, contentOf(message)), said.textCopied)
    }
  }

  const menu = createMenu({ menu: menuElement, onChoose: act })
  const reactionMenu = createMenu({
    menu: reactions,
    onChoose(emoji, message) {
      const isOwn = message.querySelector(`.reactions [value="${emoji}"][aria-pressed=true]`)
      if (emoji === 'other') linkOf(message).click()
      else post(message, 'react', null, { [isOwn ? 'off' : 'on']: emoji })
    },
  })

  function openMenu(message, anchor) {
    menu.open(message, item => fits(item, message), anchor)
  }

  function show(message) {
    if (!message || message.contains(toolbar)) return
    for (const button of toolbar.children) button.hidden = !fits(button, message)
    // One stop of the Tab key; the arrows go on from it.
    shownButtons().forEach((button, index) => {
      button.tabIndex = index ? -1 : 0
    })
    message.append(toolbar)
  }

  function endPress() {
    clearTimeout(press?.timer)
    press = undefined
  }

  function startPress(event, message) {
    const { clientX, clientY } = event
    endPress()
    press = {
      clientX,
      clientY,
      timer: setTimeout(() => {
        endPress()
        message.ownerDocument.getSelection().removeAllRanges()
        openMenu(message)
      }, LONG_PRESS_MS),
    }
  }

  const handlers = {
    pointerover({ target, pointerType }) {
      if (pointerType !== 'touch' && !isHeld()) show(target.closest(MESSAGE))
    },

    pointerleave() {
      if (!isHeld()) toolbar.remove()
    },

    focusin({ target }) {
      const message = target.closest(MESSAGE)
      focusedId = message?.id
      if (target.matches(':focus-visible')) show(message)
    },

    focusout({ relatedTarget }) {
      if (relatedTarget && !isMenuOpen() && !scroller.contains(relatedTarget)) toolbar.remove()
    },

    pointerdown(event) {
      const message = event.target.closest(MESSAGE)
      focusedId = message?.querySelector(':focus') ? message.id : undefined
      // A link has a menu of its own.
      if (event.pointerType === 'touch' && message && !event.target.closest('a, button, summary')) {
        startPress(event, message)
      }
    },

    pointermove({ clientX, clientY }) {
      if (press && Math.hypot(clientX - press.clientX, clientY - press.clientY) > PRESS_MOVES_PX) endPress()
    },

    pointerup: endPress,
    pointercancel: endPress,

    // Some browsers take a long press for this, and end the press with it.
    contextmenu(event) {
      const message = event.target.closest(MESSAGE)
      if (event.pointerType !== 'touch' || !message || event.target.closest('a, button, summary')) return
      event.preventDefault()
      endPress()
      if (!isMenuOpen()) openMenu(message)
    },

    click({ target }) {
      const button = target.closest('.message-actions button')
      if (button) act(button.dataset.do, button.closest(MESSAGE), button)
    },

    keydown(event) {
      const { target, key } = event
      const buttons = shownButtons()
      if (key === 'Enter' && target.matches(MESSAGE)) {
        show(target)
        buttons[0].focus()
      } else if (toolbar.contains(target) && key === 'Escape') {
        const message = toolbar.closest(MESSAGE)
        message.tabIndex = -1
        message.focus()
        // Or it would lead on to the composer.
        event.stopPropagation()
      } else if (toolbar.contains(target) && (key === 'ArrowLeft' || key === 'ArrowRight')) {
        const step = (key === 'ArrowRight') === toolbar.matches(':dir(ltr)') ? 1 : -1
        buttons[(buttons.indexOf(target) + step + buttons.length) % buttons.length].focus()
      } else return
      event.preventDefault()
    },
  }
  for (const [type, handler] of Object.entries(handlers)) scroller.addEventListener(type, handler)

  // A message that changes is another element: what was done with it keeps the focus there.
  new MutationObserver(changes => {
    const has = (nodes, id) => [...nodes].find(node => node.id === id)
    for (const { removedNodes, addedNodes } of changes) {
      const now = focusedId && has(removedNodes, focusedId) && has(addedNodes, focusedId)
      if (!now || now.querySelector(':focus')) continue
      now.tabIndex = -1
      now.focus({ preventScroll: true })
    }
  }).observe(scroller, { childList: true, subtree: true })

  // Only of a pointer that is still there.
  function isDown({ pointerId }) {
    try {
      scroller.setPointerCapture(pointerId)
      scroller.releasePointerCapture(pointerId)
      return true
    } catch {
      return false
    }
  }

  return {
    // What came before this was loaded. The finger may be gone again.
    handle(event) {
      if (event.type !== 'pointerdown' || isDown(event)) handlers[event.type](event)
    },

    // What was removed takes no answer.
    async answer(message) {
      if (!isRemoved(message)) await withReplyBar(it => it.answer(message))
    },

    // What was being answered before, and the page does not show.
    async answerAgain(reply) {
      await withReplyBar(it => it.show(reply))
    },

    editNewest() {
      const own = [...scroller.querySelectorAll(`${MESSAGE}.mine`)].filter(message => !isRemoved(message))
      if (own.length) act('edit', own.at(-1))
    },
  }
}
