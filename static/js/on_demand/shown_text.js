// What a script adds to messages that are shown: the words of their folds, the buttons of their
// code.

import { attachCodeBlocks } from './code_block.js'
import { attachFolds } from './fold.js'

export async function attachText({ scroller, root, words, loadStyles }) {
  attachFolds({ scroller, root, words })
  await loadStyles()
  attachCodeBlocks({ scroller, words, copy: text => navigator.clipboard.writeText(text) })
}
