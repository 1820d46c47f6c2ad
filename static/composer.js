// What is typed, and what becomes of it. A message is pending from the first moment, until its own fragment
// comes back; refused or unanswered it keeps its text and can be sent again. All of it survives a reload of the tab.
(() => {
  const bar = document.querySelector('[data-me]')
  const form = document.getElementById('composer')
  const history = document.getElementById('history')
  const scroller = history.closest('.scroller')
  const PATIENCE = 10000   // ms until an unanswered message says so

  // Mine differ by a tint: one rule for the page, so that a message is the same bytes for everyone.
  const mine = new CSSStyleSheet()
  mine.replaceSync(`.message[data-member="${bar.dataset.me}"]{background:var(--mine)}`)
  document.adoptedStyleSheets.push(mine)

  // Times come as UTC, the same for everyone; here they become the reader's own.
  function localize(message) {
    const time = message.querySelector('time')
    if (!time) return
    const at = new Date(time.dateTime), day = at.toDateString()
    time.textContent = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    time.title = at.toLocaleString()
    let before = message.previousElementSibling
    while (before && !before.matches('.message')) before = before.previousElementSibling
    if (before && new Date(before.querySelector('time').dateTime).toDateString() == day) return
    message.dataset.day = day == new Date().toDateString() ? 'Today'
      : at.toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' })
  }

  history.querySelectorAll('.message').forEach(localize)
  if (!form) return

  const field = form.elements.text
  const pending = document.getElementById('pending')
  const blank = document.getElementById('pending-template').content.firstElementChild
  const latest = document.getElementById('latest')
  const key = 'natter ' + form.action
  const sends = new Map()   // cid → text
  let unseen = 0

  const keep = () => sessionStorage.setItem(key, JSON.stringify({ draft: field.value, sends: [...sends] }))
  const said = cid => history.querySelector(`.message[data-cid="${cid}"][data-member="${bar.dataset.me}"]`)
  const cid = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join('')

  function put(cid, text) {
    const item = blank.cloneNode(true)
    item.id = 'p-' + cid
    item.querySelector('.body').textContent = text
    pending.append(item)
    sends.set(cid, text)
    keep()
    return item
  }

  function send(item) {
    const cid = item.id.slice(2)
    item.querySelector('.fate').replaceChildren()
    item.querySelector('.unsent').hidden = true
    document.dispatchEvent(new CustomEvent('natter:send', { detail: JSON.stringify({ text: sends.get(cid), cid }) }))
    clearTimeout(item.timer)
    item.timer = setTimeout(() => { item.querySelector('.unsent').hidden = !!item.querySelector('.refusal') }, PATIENCE)
  }

  const drop = item => item.remove()

  // Whoever took it away, here or a frame: it is settled.
  new MutationObserver(records => {
    for (const { removedNodes } of records) for (const { id } of removedNodes) sends.delete(id.slice(2))
    keep()
  }).observe(pending, { childList: true })

  const act = {
    retry: send,
    discard: drop,
    edit(item) {
      field.value = [sends.get(item.id.slice(2)), field.value].filter(Boolean).join('\n')
      drop(item)
      field.focus()
    },
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    document.getElementById('refusal').replaceChildren()
    if (!field.value.trim()) return
    const text = field.value
    field.value = ''
    send(put(cid(), text))
    field.focus()
    scroller.scrollTop = 0
  })

  field.addEventListener('input', keep)
  field.addEventListener('keydown', event => {
    if (event.key != 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })

  pending.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-do]')
    if (button) act[button.dataset.do](button.closest('.message'))
  })

  // After a return: what the room already has came with the first frame; the rest is sent again, under the same ids.
  document.addEventListener('natter:live', () => {
    for (const item of [...pending.children]) {
      if (said(item.id.slice(2))) drop(item)
      else if (!item.querySelector('.refusal')) send(item)
    }
  })

  new MutationObserver(records => {
    const added = records.flatMap(record => [...record.addedNodes]).filter(node => node.matches)
    for (const message of added.flatMap(node => node.matches('.message') ? node : [...node.querySelectorAll('.message')])) {
      localize(message)
      const answered = message.dataset.member == bar.dataset.me && document.getElementById('p-' + message.dataset.cid)
      if (answered) drop(answered)
      else if (message.parentNode.id == 'log' && scroller.scrollTop < -40) unseen++
    }
    latest.hidden = !unseen
    latest.lastElementChild.textContent = unseen + ' new'
  }).observe(history, { childList: true, subtree: true })

  scroller.addEventListener('scroll', () => { if (scroller.scrollTop > -40) latest.hidden = !(unseen = 0) })
  latest.onclick = () => { scroller.scrollTop = 0 }

  // A reload: what was typed is still there, what was on its way still is.
  const kept = JSON.parse(sessionStorage.getItem(key) ?? '{"sends":[]}')
  field.value ||= kept.draft ?? ''
  for (const [cid, text] of kept.sends) if (!said(cid)) put(cid, text)
})()
