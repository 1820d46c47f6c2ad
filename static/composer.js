// What is typed: pending until its own fragment comes, or it is sent again.
(() => {
  const bar = document.querySelector('[data-me]')
  const form = document.getElementById('composer')
  const history = document.getElementById('history')
  const scroller = history.closest('.scroller')
  const PATIENCE = 10000, AWAY = 300000, TYPING = 3000   // ms: until unanswered, away, typing again
  let unseen = 0, quiet = 0, away, hidden, kept

  // Everyone is sent the same: here mine get their tint, and times become local.
  function localize() {
    for (const time of history.querySelectorAll('time:not([title])')) {
      const message = time.closest('.message'), at = new Date(time.dateTime), day = at.toDateString()
      time.textContent = at.toLocaleTimeString([], { timeStyle: 'short' })
      time.title = at.toLocaleString()
      message.classList.toggle('mine', message.dataset.member == bar.dataset.me)
      if (message.parentNode.id == 'log') unseen++
      let before = message, last
      while (!last && (before = before.previousElementSibling)) last = before.querySelector('time')
      if (last && new Date(last.dateTime).toDateString() == day) continue
      message.dataset.day = day == new Date().toDateString() ? 'Today' : at.toLocaleDateString([], { dateStyle: 'full' })
    }
  }

  localize()
  if (!form || !bar.dataset.state) return   // without its socket the form posts

  const field = form.text
  const pending = document.getElementById('pending')
  const blank = document.getElementById('pending-template').content.firstElementChild
  const latest = document.getElementById('latest')
  const key = 'natter ' + form.action

  const part = (item, name) => item.querySelector('.' + name)
  const said = cid => history.querySelector(`.mine[data-cid="${cid}"]`)
  const join = (...texts) => [...new Set(texts)].filter(Boolean).join('\n')

  // Storage may be full or forbidden.
  function keep() {
    const sends = [...pending.children].map(item => [item.cid, item.text, part(item, 'fate').innerHTML])
    try { sessionStorage[key] = JSON.stringify({ draft: field.value, sends }) } catch {}
  }

  function put(cid, text, fate = '') {
    const item = Object.assign(blank.cloneNode(true), { id: 'p-' + cid, cid, text })
    part(item, 'body').textContent = text
    part(item, 'fate').innerHTML = fate
    pending.append(item)
    return item
  }

  function send(item) {
    const detail = JSON.stringify({ text: item.text.toWellFormed(), cid: item.cid })
    const long = new Blob([detail]).size > 16384   // bytes in a frame
    part(item, 'fate').innerHTML = long ? '<p class=refusal role=alert>Too long: a message can have 2,000 characters.' : ''
    part(item, 'unsent').hidden = true
    clearTimeout(item.timer)
    if (long) return
    bar.send(detail)
    item.timer = setTimeout(() => { part(item, 'unsent').hidden = false }, PATIENCE)
  }

  form.onsubmit = event => {
    event.preventDefault()
    document.getElementById('refusal').replaceChildren()
    if (!field.value.trim()) return
    const item = put(crypto.getRandomValues(new BigUint64Array(2)).join('-'), field.value)
    field.value = ''
    keep()
    send(item)
    field.focus()
    latest.onclick()
  }

  field.oninput = ({ timeStamp }) => {
    keep()
    if (field.value && timeStamp > quiet) bar.send('typing', quiet = timeStamp + TYPING)
  }
  field.onkeydown = event => {
    if (event.key != 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  }

  const act = {
    retry: send,
    discard: item => item.remove(),
    edit(item) {
      field.value = join(item.text, field.value)
      item.remove()
      field.focus()
    },
  }
  pending.onclick = ({ target }) => act[target.dataset.do]?.(target.closest('.message'))

  // Again, under the same ids.
  function resend() {
    for (const item of pending.children) if (!part(item, 'refusal')) send(item)
    if (away) bar.send(away)
  }
  document.addEventListener('natter:live', resend)

  // Away: hidden for long.
  function turn() {
    clearTimeout(hidden)
    if (document.hidden) hidden = setTimeout(() => bar.send(away = 'away'), AWAY)
    else if (away) bar.send('back', away = '')
  }
  document.addEventListener('visibilitychange', turn)

  latest.onclick = () => { scroller.scrollTop = 0 }
  scroller.onscroll = () => {
    if (scroller.scrollTop > -40) unseen = 0
    latest.hidden = !unseen
    latest.lastElementChild.textContent = unseen + ' new'
  }

  new MutationObserver(() => {
    localize()
    for (const item of [...pending.children]) if (said(item.cid)) item.remove()
    scroller.onscroll()
  }).observe(history, { childList: true, subtree: true })
  new MutationObserver(keep).observe(pending, { childList: true, subtree: true })

  try { kept = JSON.parse(sessionStorage[key]) } catch {}
  field.value = join(kept?.draft, field.value)
  for (const send of kept?.sends ?? []) if (!said(send[0])) put(...send)
  resend()
  turn()
  scroller.onscroll()
})()
