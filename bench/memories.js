// The memories of every wasm that starts after this module: its glue keeps them to itself.
export const memories = []

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args, self) {
    const instance = Reflect.construct(target, args, self)
    memories.push(instance.exports.memory)
    return instance
  },
})
