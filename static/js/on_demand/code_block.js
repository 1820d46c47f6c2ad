// The button of each block of code, which copies it. Everybody is sent the same messages, so it is
// made here and has its words as a name: what is copied or read aloud of a message stays what was
// said.

const CONFIRMED_MS = 2_000

function nameButton(button, name) {
  button.ariaLabel = name
  button.title = name
}

// `copy(text)` fails where a browser does not allow it; then the code is selected, to be copied by
// hand.
export function attachCodeBlocks({ scroller, words, copy }) {
  const { ownerDocument } = scroller
  // Read aloud: the name of a button that has the focus is not read again.
  const status = ownerDocument.createElement('p')
  status.className = 'visually-hidden'
  status.role = 'status'
  scroller.after(status)

  async function onPress(button) {
    const code = button.parentElement.querySelector('code')
    let done = words.codeCopied
    try {
      await copy(code.textContent)
    } catch {
      ownerDocument.getSelection().selectAllChildren(code)
      done = words.codeSelected
    }
    nameButton(button, done)
    button.classList.add('done')
    status.textContent = done
    setTimeout(() => {
      nameButton(button, words.copyCode)
      button.classList.remove('done')
      status.textContent = ''
    }, CONFIRMED_MS)
  }

  function addButtons(element) {
    for (const block of element.querySelectorAll('.code-block')) {
      if (block.querySelector('.copy-code')) continue
      const button = ownerDocument.createElement('button')
      button.type = 'button'
      button.className = 'copy-code'
      nameButton(button, words.copyCode)
      button.addEventListener('click', () => onPress(button))
      block.append(button)
    }
  }

  addButtons(scroller)
  new MutationObserver(changes => {
    const added = changes.flatMap(change => [...change.addedNodes])
    for (const node of added) if (node.querySelectorAll) addButtons(node)
  }).observe(scroller, { childList: true, subtree: true })
}
