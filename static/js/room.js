// Entry: finds the elements of a room's page and wires the modules, which know neither the page nor
// each other (docs/ARCHITECTURE.md lists them). Words for people come from the page.

import { createBrowserStorage } from './browser_storage.js'
import { createComposer } from './composer.js'
import { createComposerFiles } from './composer_files.js'
import { createComposerHelp } from './composer_help.js'
import { createConnection } from './connection.js'
import { createConnectionStatus } from './connection_status.js'
import { createDraft } from './draft.js'
import { createDraftStorage } from './draft_storage.js'
import { createFramePasses } from './frame_passes.js'
import { attachKeys } from './keys.js'
import { attachLogLinks } from './log_links.js'
import { createMessageList } from './message_list.js'
import { createNews } from './news.js'
import { createNotificationSetting } from './notification_setting.js'
import { createPendingMessages } from './pending_messages.js'
import { createPresenceStatus } from './presence_status.js'
import { readLine, showLine } from './quote_line.js'
import { createScrollPosition } from './scroll_position.js'
import { raisedMarker } from './read_marker.js'
import { CONTINUES_WITHIN_MS, SESSION_RENEWED_AFTER_MS } from './settings.js'
import { createTrustedTypesPolicy } from './trusted_types.js'

const DAY_CHECK_MS = 10_000
const LOG_MAX_ITEMS = 200

const byId = id => document.getElementById(id)

createTrustedTypesPolicy(document)
const htmx = window.htmx
const header = document.querySelector('[data-me]')
const [history, people] = ['history', 'members-panel'].map(byId)
const words = byId('script-words').dataset
const language = document.documentElement.lang
// In the digits of the words around them.
const { format: write } = new Intl.NumberFormat(language, { numberingSystem: 'latn' })

let update = () => {}
let isNews = () => true
const withReactions = use => import('./on_demand/reactions.js').then(use)
const messageList = createMessageList({
  htmx,
  withReactions,
  me: header.dataset.me,
  words,
  now: () => new Date(),
  newest: Number(header.dataset.version),
  onShown: (messages, added) => update(messages, added.filter(isNews)),
  onLeftOut: message => endlessLog?.then(log => log.noteChange(message)),
})

// The reader's day ends, also while their machine sleeps.
const checkDay = () => messageList.refresh(history)
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

attachKeys({
  scroller, header, field: byId('text'),
})

// Styles of what few people need.
const loadStyles = () => import('./on_demand/later_styles.js').then(module => module.loadStyles(document))

// What can be done with a message, once somebody points at one, or comes to one by keyboard.
let chat, actions, hasActions
const copy = text => navigator.clipboard.writeText(text)
const storage = createBrowserStorage(() => localStorage)
const loadRemovals = () => import('./on_demand/removed_messages.js')
async function withActions(use) {
  actions ??= Promise.all([import('./on_demand/message_actions.js'), loadStyles()]).then(([module]) =>
    module.createMessageActions({ scroller, chat, copy, storage, loadRemovals, address: header.dataset.actions }),
  )
  const it = await actions
  hasActions = true
  await use(it)
}
for (const type of ['pointerover', 'pointerdown', 'focusin', 'keydown']) {
  scroller.addEventListener(type, event => hasActions || withActions(it => it.handle(event)))
}

let text
function attachText(elements) {
  if (text || !elements.some(element => element.querySelector('.fold:not([hidden]), .code-block'))) return
  text = import('./on_demand/shown_text.js').then(module => module.attachText({ scroller, root, words, loadStyles }))
}
attachText([history])

// Once it is long, or somebody reads further up.
let endlessLog
let onPartShown = () => {}
function loadEndlessLog() {
  return (endlessLog ??= import('./on_demand/endless_log.js').then(module =>
    module.createEndlessLog({
      history,
      scroller,
      labels: words,
      format: messageList.format,
      arrived: () => messageList.arrived,
      onShown() {
        attachText([history])
        onPartShown()
      },
    }),
  ))
}
attachLogLinks({ history, words, showPlace, loadPart: id => loadEndlessLog().then(log => log.load(id)) })
scroller.addEventListener('scroll', loadEndlessLog, { once: true })
const isOldPart = () => Boolean(history.querySelector('.later'))
if (isOldPart()) loadEndlessLog()
// Where a link leads to, if the page has it.
function showPlace(hash) {
  const place = byId(hash.slice(1))
  if (!place) return false
  location.hash = hash
  place.scrollIntoView({ block: 'center' })
  return true
}
history.querySelector('.linked')?.scrollIntoView({ block: 'center' })

if (header.dataset.ignored) {
  import('./on_demand/ignored.js').then(it => (isNews = it.attachIgnored(history, header.dataset)))
}

// A page of earlier messages has no socket.
if (header.dataset.socket) startChat()

function startChat() {
  const form = byId('composer')
  const emptyRoom = scroller.querySelector('.empty')
  const [latest, list] = [byId('latest'), byId('pending')]
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

  const isHidden = () => document.hidden
  const applyFrame = createFramePasses({
    isHidden,
    swap(text) {
      checkDay()
      return htmx.swap({ text, sourceElement: header, target: header, swap: 'none' })
    },
  })

  const connection = createConnection({
    url: location.origin.replace('http', 'ws') + header.dataset.socket,
    language,
    version: header.dataset.version,
    applyFrame,
    countMembers,
    isOnline: () => navigator.onLine,
    onState(state, reason, code) {
      if (!connection.isTrying()) polling = polling?.stop()
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
    const address = `./on_demand/polling.js?${Date.now()}`
    const module = await import(address).catch(() => null)
    if (!connection.isTrying()) return
    const urls = { updates: header.dataset.updates, say: form.action }
    polling ??= module?.createPolling({
      urls, language, connection, status, countMembers, isHidden, onWorking: pending.resend,
    })
  }

  async function endPage(code, reason) {
    form.inert = true
    pending.end()
    loadStyles()
    const { showEnding } = await import('./on_demand/ended_page.js')
    showEnding({ form, address: new URL('endings', form.action), code, reason, draft: composer.text, words })
  }

  const presence = createPresenceStatus({ send: connection.send })

  const blank = byId('pending-template').content.firstElementChild
  const pending = createPendingMessages({
    list, blank, showLine,
    tooLong: byId('script-words').content,
    send: frame => (polling ?? connection).send(frame),
    onEdit(text, reply, kept) {
      composer.prepend(text)
      files.putBack(kept)
      composer.focus()
      if (reply) draft.answer(reply.seq, reply)
    },
  })

  const helpTyping = createComposerHelp({ form, list, label: byId('remaining'), words, write })

  const refusal = byId('refusal')
  const files = createComposerFiles({
    form, refusal, onReady: () => composer.release(), onRefused: () => composer.keep(),
  })

  const composer = createComposer({
    form,
    field: form.elements.text,
    refusal,
    files,
    // No mouse either.
    isTouch: () => matchMedia('(pointer: coarse) and (not (any-pointer: fine))').matches,
    onChange() {
      draft.save()
      helpTyping(composer.text)
    },
    onTyping: () => connection.send('typing'),
    onBack: () => withActions(it => it.editNewest()),
    onSubmit(text) {
      const item = pending.add(text, { reply: draft.readReply(), files: files.take() })
      draft.dropReply()
      // Before it is sent: a reload in the next moment finds it.
      draft.save()
      group()
      pending.send(item)
      scroll.toNewest()
    },
  })

  chat = {
    form, composer, readLine, showLine, refusal, onReply: () => draft.save(),
    loadEditing: () => import('./on_demand/edit_message.js'),
    loadReplyBar: () => import('./on_demand/reply_bar.js'),
  }

  const scroll = createScrollPosition({
    scroller,
    button: latest,
    label: latest.lastElementChild,
    words,
    write,
    isOldPart,
    showNewest: () => loadEndlessLog().then(log => log.toNewest()),
  })
  onPartShown = () => {
    scroll.update()
    group()
  }

  const draftStorage = createDraftStorage({
    shared: storage,
    own: createBrowserStorage(() => sessionStorage),
    key: `natter ${form.action}`,
  })
  const draft = createDraft({
    form, composer, storage: draftStorage, readPending: pending.snapshot, readLine, withActions,
  })

  // Who says something soon after the last message, under the same name, stands under its head.
  function group() {
    const last = byId('log').lastElementChild
    const name = list.firstElementChild?.querySelector('.name').textContent
    const isMine = last?.matches('.mine') && last.querySelector('.name').textContent === name
    pending.group(isMine && Date.now() - Date.parse(last.querySelector('time').dateTime) < CONTINUES_WITHIN_MS)
  }

  function restore() {
    const said = ownCids([...history.querySelectorAll('.message')])
    for (const [cid, text, why, reply, kept] of draft.restore()) {
      const ofIt = files.takeAgain(kept)
      if (!said.has(cid)) pending.add(text, { reply, files: ofIt, cid, refusal: why })
    }
  }

  const ownCids = messages => new Set(messages.filter(it => it.matches('.mine')).map(it => it.dataset.cid))

  function markRead() {
    if (isOldPart()) return
    const cookie = raisedMarker(document.cookie, header.dataset.seen, connection.version, Date.now())
    if (cookie) document.cookie = cookie
  }

  const tellNews = createNews({
    root: document,
    label: words.newAway,
    storage,
    setting: createNotificationSetting({ storage, room: location.pathname }),
    room: () => header.querySelector('h1').textContent,
    open: seq => showPlace(`#m${seq}`) || location.assign(`?at=${seq}`),
  })

  // Somebody typed what they want to be called.
  async function takeNewName() {
    const form = list.querySelector('.new-name')
    if (!form) return
    const { takeName } = await import('./on_demand/new_name.js')
    takeName({ form, blank, people })
  }

  function probe() {
    if (document.hidden) return
    connection.probe()
    polling?.poll()
  }

  let announcer
  const loadAnnouncer = module => module.createAnnouncer({
    region: byId('announcements'),
    plurals: new Intl.PluralRules(language),
    write,
    missedWords: form => byId('script-words').getAttribute(`data-missed-${form}`),
  })

  update = (messages, added, notice) => {
    const said = ownCids(messages)
    if (said.size) pending.removeSaid(cid => said.has(cid))
    group()
    attachText(messages)
    if (notice?.matches('.answer')) loadStyles()
    scroll.addUnseen(added.length)
    tellNews(messages, added)
    const isLive = !isReturn || polling?.isWorking
    announcer ??= import('./on_demand/announcer.js').then(loadAnnouncer)
    announcer.then(it => (notice ? it.say(notice.textContent) : it.tell(added, isLive)))
    emptyRoom.hidden ||= messages.length > 0
    if (byId('log').children.length > LOG_MAX_ITEMS) loadEndlessLog().then(log => log.shorten())
  }

  // All of it may come anew.
  new MutationObserver(() => {
    if (byId('log').querySelector('.day')) return
    const messages = [...byId('log').querySelectorAll('.message')]
    messageList.format(messages)
    update(messages, messages, byId('log').querySelector('.notice'))
  }).observe(history, { childList: true })
  new MutationObserver(() => {
    draft.save()
    pending.scheduleQueue()
    attachText([list])
    takeNewName()
    emptyRoom.hidden ||= list.children.length > 0
  }).observe(list, { childList: true, subtree: true })

  history.addEventListener('submit', event => {
    if (!event.target.matches('.reactions') || connection.state !== 'live') return
    event.preventDefault()
    withReactions(it => it.react(event, connection.send))
  })
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
