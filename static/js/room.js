// Entry: finds the elements of a room's page and wires the modules, which know neither the page nor
// each other (docs/ARCHITECTURE.md lists them). Words for people come from the page.

import { createAnnouncer } from './announcer.js'
import { createComposer } from './composer.js'
import { createConnection } from './connection.js'
import { createConnectionStatus } from './connection_status.js'
import { createDraftStorage } from './draft_storage.js'
import { createMessageList } from './message_list.js'
import { createPendingMessages } from './pending_messages.js'
import { createPresenceStatus } from './presence_status.js'
import { createScrollPosition } from './scroll_position.js'
import { raisedMarker } from './read_marker.js'
import { CONTINUES_WITHIN_MS, SESSION_RENEWED_AFTER_MS } from './settings.js'

// Of a text that may be too long for a message, or for a screen; or is written to the left.
const LONG_TEXT = /^[^]{400}|(\n.*){3}|[\u0590-\u08ff\ud802\ud803\ud83a\ud83b\ufb1d-\ufefc]/

const DAY_CHECK_MS = 10_000
// No picture is drawn of a page that nobody sees.
const LONGEST_WAIT_MS = 250
// To draw a message costs about as much as to draw ten: while many come, they come together.
const PASS_INTERVAL_MS = 200
const LOG_MAX_ITEMS = 200

const byId = id => document.getElementById(id)

const htmx = window.htmx
const header = document.querySelector('[data-me]')
const history = byId('history')
const people = byId('members-panel')
const words = byId('script-words').dataset
const language = document.documentElement.lang
// In the digits of the words around them.
const { format: write } = new Intl.NumberFormat(language, { numberingSystem: 'latn' })

let update = () => {}
const messageList = createMessageList({
  htmx,
  me: header.dataset.me,
  words,
  now: () => new Date(),
  onShown: (messages, added) => update(messages, added),
  async onEarlier(earlier, fragment) {
    const { prepend } = await import('./on_demand/earlier.js')
    prepend({ earlier, fragment, scroller, format: messageList.format })
    attachFolds([history])
  },
})

// The reader's day ends, also while their machine sleeps.
function checkDay() {
  messageList.refresh(history)
}
checkDay()
setInterval(checkDay, DAY_CHECK_MS)
document.addEventListener('visibilitychange', checkDay)
window.addEventListener('pageshow', checkDay)

// Once somebody selects something.
let copying
document.addEventListener('selectstart', () => {
  copying ??= import('./on_demand/copied_text.js').then(module => module.attachCopy({ root: document, scroller }))
})

// Whose page this is, in every list of people.
const sheet = new CSSStyleSheet()
sheet.replaceSync(`#u-${header.dataset.me} .name::after { content: " · ${words.you}" }`)
document.adoptedStyleSheets = [sheet]

const root = document.documentElement
const scroller = history.closest('.scroller')

// Escape hides what a pointer shows, until it is elsewhere.
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') root.dataset.calm = ''
})
document.addEventListener('pointerover', () => delete root.dataset.calm)

// Keys outside of the composer, and the help that lists them.
const helpForm = header.querySelector('.help')
let keyboard
async function onInput(event) {
  if (event.target.matches('input, textarea')) return
  keyboard ??= import('./on_demand/keyboard.js').then(module =>
    module.createKeyboard({ scroller, helpForm, field: byId('text') }),
  )
  const handle = await keyboard
  handle(event)
}
document.addEventListener('keydown', onInput)
helpForm.addEventListener('submit', event => {
  event.preventDefault()
  onInput(event)
})

let folds
function attachFolds(elements) {
  if (folds || !elements.some(element => element.querySelector('.fold:not([hidden])'))) return
  folds ??= import('./on_demand/fold.js').then(module => module.attachFolds({ scroller, root, words }))
}
attachFolds([history])

// A page of earlier messages has no socket.
if (header.dataset.socket) startChat()

function nextPicture() {
  return new Promise(resolve => {
    if (document.hidden) resolve()
    requestAnimationFrame(resolve)
    setTimeout(resolve, LONGEST_WAIT_MS)
  })
}

function startChat() {
  const form = byId('composer')
  const latest = byId('latest')
  const emptyRoom = scroller.querySelector('.empty')
  const list = byId('pending')
  const retryButton = header.querySelector('[data-do=reconnect]')
  const countMembers = () => Number(header.querySelector('.count').textContent)
  let polling
  // Until the first frame after a cut.
  let isReturn = false

  const status = createConnectionStatus({
    body: document.body,
    label: byId('connection'),
    countdown: header.querySelector('.countdown'),
    retryButton,
    words,
    write,
  })

  let frames = ''
  let shown
  let isIntervalOver

  async function nextPass() {
    await isIntervalOver
    await nextPicture()
    isIntervalOver = new Promise(resolve => setTimeout(resolve, PASS_INTERVAL_MS))
  }

  // All that comes before the next pass goes into the page in one.
  function applyFrame(frame) {
    frames += frame
    shown ??= nextPass().then(() => {
      const text = frames
      frames = ''
      shown = undefined
      checkDay()
      return htmx.swap({ text, sourceElement: header, target: header, swap: 'none' })
    })
    return shown
  }

  const connection = createConnection({
    url: location.origin.replace('http', 'ws') + header.dataset.socket,
    language,
    version: header.dataset.version,
    applyFrame,
    countMembers,
    isOnline: () => navigator.onLine,
    onState(state, reason, code) {
      if (!connection.isTrying) polling = polling?.stop()
      if (!polling?.isWorking) status.show(state, reason)
      if (state === 'waiting' || state === 'offline') isReturn = true
      if (state === 'gone') endPage(code, reason)
      if (state !== 'live') return
      isReturn = false
      pending.resend()
      presence.repeat()
    },
    onCountdown: remainingMs => polling?.isWorking || status.showCountdown(remainingMs),
    onBlocked: startPolling,
  })

  async function startPolling() {
    if (polling) return
    // A browser never asks again for a module that did not come.
    const module = await import(`./on_demand/polling.js?${Date.now()}`).catch(() => null)
    if (!connection.isTrying) return
    const isHidden = () => document.hidden
    const urls = { updates: header.dataset.updates, say: form.action }
    polling ??= module?.createPolling({
      urls, language, connection, status, countMembers, isHidden, onWorking: pending.resend,
    })
  }

  async function endPage(code, reason) {
    form.inert = true
    pending.end()
    const { showEnding } = await import('./on_demand/ended_page.js')
    showEnding({ form, endings: byId('endings'), code, reason, draft: composer.text })
  }

  const presence = createPresenceStatus({ send: connection.send })

  const pending = createPendingMessages({
    list,
    blank: byId('pending-template').content.firstElementChild,
    tooLong: byId('script-words').content,
    send: frame => (polling ?? connection).send(frame),
    onEdit(text) {
      composer.prepend(text)
      composer.focus()
    },
  })

  const composer = createComposer({
    form,
    field: form.elements.text,
    refusal: byId('refusal'),
    // No mouse either.
    isTouch: () => matchMedia('(pointer: coarse) and (not (any-pointer: fine))').matches,
    onChange() {
      saveDraft()
      attachLongText()
    },
    onTyping: () => connection.send('typing'),
    onSubmit(text) {
      const item = pending.add(text)
      // Before it is sent: a reload in the next moment finds it.
      saveDraft()
      group()
      pending.send(item)
      scroll.toNewest()
    },
  })

  const scroll = createScrollPosition({
    scroller,
    button: latest,
    label: latest.lastElementChild,
    unseenWords: words.unseen,
    write,
  })

  const storage = createDraftStorage({ openStorage: () => sessionStorage, key: `natter ${form.action}` })

  function saveDraft() {
    storage.save(composer.text, pending.snapshot())
  }

  let longText
  async function attachLongText() {
    if (!longText && CSS.supports('field-sizing', 'content') && !LONG_TEXT.test(composer.text)) return
    longText ??= import('./on_demand/long_text.js').then(module =>
      module.attachLongText({ field: form.elements.text, list, label: byId('remaining'), words, write }),
    )
    const update = await longText
    update()
  }

  // Who says something soon after the last message, under the same name, stands under its head.
  function group() {
    const last = byId('log').lastElementChild
    const name = list.firstElementChild?.querySelector('.name').textContent
    const isMine = last?.matches('.mine') && last.querySelector('.name').textContent === name
    pending.group(isMine && Date.now() - Date.parse(last.querySelector('time').dateTime) < CONTINUES_WITHIN_MS)
  }

  function restore() {
    const { draft, sends } = storage.load()
    composer.prepend(draft)
    const said = ownCids([...history.querySelectorAll('.message')])
    for (const [cid, text, refusal] of sends) {
      if (!said.has(cid)) pending.add(text, cid, refusal)
    }
  }

  const ownCids = messages => new Set(messages.filter(it => it.matches('.mine')).map(it => it.dataset.cid))

  function markRead() {
    const cookie = raisedMarker(document.cookie, header.dataset.seen, connection.version, Date.now())
    if (cookie) document.cookie = cookie
  }

  function probe() {
    if (document.hidden) return
    connection.probe()
    polling?.poll()
  }

  // Once it is long, or somebody reads further up.
  let longLog
  async function loadLongLog() {
    longLog ??= import('./on_demand/long_log.js').then(module =>
      module.createLongLog({
        history,
        scroller,
        label: words.earlier,
        process: element => htmx.process(element),
        format: messageList.format,
      }),
    )
    const { shorten } = await longLog
    shorten()
  }

  const announcer = createAnnouncer({
    region: byId('announcements'),
    plurals: new Intl.PluralRules(language),
    write,
    missedWords: form => byId('script-words').getAttribute(`data-missed-${form}`),
  })

  update = (messages, added, notice) => {
    const said = ownCids(messages)
    if (said.size) pending.removeSaid(cid => said.has(cid))
    group()
    attachFolds(messages)
    scroll.addUnseen(added.length)
    if (notice) announcer.say(notice.textContent)
    else announcer.tell(added, !isReturn || polling?.isWorking)
    emptyRoom.hidden ||= messages.length > 0
    if (byId('log').children.length > LOG_MAX_ITEMS) loadLongLog()
  }

  // All of it may come anew.
  new MutationObserver(() => {
    if (byId('log').querySelector('.day')) return
    const messages = [...byId('log').querySelectorAll('.message')]
    messageList.format(messages)
    update(messages, messages, byId('log').querySelector('.notice'))
  }).observe(history, { childList: true })
  new MutationObserver(() => {
    saveDraft()
    pending.scheduleQueue()
    attachFolds([list])
    emptyRoom.hidden ||= list.children.length > 0
  }).observe(list, { childList: true, subtree: true })

  scroller.addEventListener('scroll', loadLongLog, { once: true })
  // An open page is a use of the session too: any answer renews its cookie. This one asks no room.
  setInterval(() => fetch(header.dataset.renewal, { method: 'HEAD' }).catch(() => {}), SESSION_RENEWED_AFTER_MS)

  // Where there is room for the people they lie over nothing.
  matchMedia('(width >= 56rem)').addEventListener('change', () => people.hidePopover())
  retryButton.addEventListener('click', connection.retryNow)
  window.addEventListener('online', connection.resume)
  window.addEventListener('offline', connection.pause)
  window.addEventListener('pageshow', probe)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) markRead()
    probe()
    presence.setHidden(document.hidden)
  })

  restore()
  group()
  // Sent only once live; but what is not answered in time says so.
  pending.resend()
  presence.setHidden(document.hidden)
  connection.open()
}
