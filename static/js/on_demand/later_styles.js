// Styles of what few people need: a room does not wait for them. Loaded once, with the first of it.

export async function loadStyles(root) {
  const { styles } = root.getElementById('script-words').dataset
  const blank = () => Object.assign(root.createElement('link'), { rel: 'stylesheet', href: styles })
  const link = root.querySelector(`[href="${styles}"]`) ?? root.head.appendChild(blank())
  if (link.sheet) return
  await new Promise(done => {
    link.addEventListener('load', done)
    // What cannot be styled can be used.
    link.addEventListener('error', done)
  })
}
