// Keys outside of the composer, the help that lists them, and the way to other rooms. Loads what
// they do with the first.

const isPlain = event => !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey

export function attachKeys({ scroller, header, field }) {
  const [helpForm, searchForm, roomsLink] = ['help', 'search', 'home'].map(name => header.querySelector(`.${name}`))
  const root = scroller.ownerDocument
  const { dataset } = root.documentElement
  let keyboard

  // Escape hides what a pointer shows, until it is elsewhere.
  root.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') dataset.calm = ''
  })
  root.addEventListener('pointerover', () => delete dataset.calm)

  async function onInput(event) {
    if (event.target.matches('input, textarea')) return
    // Firefox would search in the page.
    if (event.key === '/') event.preventDefault()
    keyboard ??= import('./on_demand/keyboard.js').then(module =>
      module.createKeyboard({ scroller, helpForm, searchForm, field }),
    )
    const handle = await keyboard
    handle(event)
  }
  root.addEventListener('keydown', onInput)
  for (const form of [helpForm, searchForm]) {
    form.addEventListener('submit', event => {
      event.preventDefault()
      onInput(event)
    })
  }

  let switcher
  function openSwitcher(event) {
    event.preventDefault()
    switcher ??= import('./on_demand/room_switcher.js').then(module =>
      module.createRoomSwitcher({ link: roomsLink, here: location.pathname }),
    )
    // What cannot be shown here is a page.
    switcher.then(it => it.open()).catch(() => location.assign(roomsLink.href))
  }
  roomsLink.addEventListener('click', event => isPlain(event) && openSwitcher(event))
  // In a field too.
  root.addEventListener('keydown', event => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event
    if (key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey) openSwitcher(event)
  })
}
