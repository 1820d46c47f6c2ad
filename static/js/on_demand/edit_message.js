// Another text for a message, typed in the composer. What was being typed comes back afterwards; a
// text that is refused stays, with the reason, and with what stands in the message by now.

import { contentOf } from './message_content.js'
import { loadPage, postForm, sentenceOf } from './post_form.js'

const TOLD_KEY = 'natter told of edits'

// Without storage the rules of edits are told each time.
export function createEditing({ composer, refusal, bar, said, note, storage }) {
  function isTold() {
    const told = storage.read(TOLD_KEY)
    storage.write(TOLD_KEY, '1')
    return Boolean(told)
  }

  function refuse(sentence) {
    const line = refusal.ownerDocument.createElement('p')
    line.className = 'refusal'
    line.role = 'alert'
    line.textContent = sentence
    refusal.replaceChildren(line)
  }

  function finish() {
    bar.hide()
    refusal.replaceChildren()
    composer.finish()
  }

  return async function edit(url) {
    const page = await loadPage(url)
    const form = page.querySelector('form[action$="/edit"]')
    if (!form) {
      note(sentenceOf(page) ?? said.failed)
      return
    }
    const source = form.elements.text.value
    const cid = form.elements.cid.value
    let base = form.elements.base.value
    let isSaving = false

    async function save(text) {
      if (isSaving) return
      if (text === source && base === form.elements.base.value) {
        finish()
        return
      }
      isSaving = true
      try {
        const refused = await postForm(form.getAttribute('action'), { text, base, cid })
        if (!refused) {
          finish()
          note(said.saved)
          return
        }
        refuse(sentenceOf(refused) ?? said.failed)
        const newBase = refused.querySelector('[name=base]')?.value
        if (newBase && newBase !== base) {
          bar.tell(`${said.nowSays} ${contentOf(refused.querySelector('.message'))}`)
        }
        base = newBase ?? base
      } catch {
        refuse(said.failed)
      } finally {
        isSaving = false
      }
    }

    bar.show(said.editing, isTold() ? '' : page.getElementById('about-editing').textContent, finish)
    composer.start(source, save)
  }
}
