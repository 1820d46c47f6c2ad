// What a script adds to messages that are shown: the words of their folds, the buttons of their
// code.

import { attachCodeBlocks } from './code_block.js'
import { attachFolds } from './fold.js'

export function attachText({ scroller, root, words }) {
  attachFolds({ scroller, root, words })
  attachCodeBlocks({ scroller, words, copy: text => navigator.clipboard.writeText(text) })
}
