// A small picture of a picture, for those who look at the log. Made without an address: pages show
// nothing but what a server sent.

const SIDE_MAX_PX = 640
const QUALITIES = [0.8, 0.65, 0.5, 0.35, 0.2]
// A GIF may move, and its preview would not.
const PICTURES = /^image\/(png|jpeg|webp|avif)$/

async function encode(canvas, type, maxBytes) {
  for (const quality of QUALITIES) {
    const blob = await canvas.convertToBlob({ type, quality })
    // A browser that cannot write it writes something else.
    if (blob.type !== type) return undefined
    if (blob.size <= maxBytes) return blob
  }
  return undefined
}

// None where the file itself is as small, and where the browser cannot.
export async function createPreview(file, maxBytes) {
  if (!PICTURES.test(file.type) || !(file.size > maxBytes)) return undefined
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, SIDE_MAX_PX / Math.max(picture.width, picture.height))
  const [width, height] = [picture.width, picture.height].map(side => Math.max(1, Math.round(side * scale)))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  picture.close()
  const preview = await encode(canvas, 'image/webp', maxBytes)
  if (preview) return preview
  // What is transparent would be black.
  context.globalCompositeOperation = 'destination-over'
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  return encode(canvas, 'image/jpeg', maxBytes)
}
