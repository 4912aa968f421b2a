import { nextTick, ref, type Ref } from 'vue'

// A cheap phone takes a second to draw a page, and would answer nobody meanwhile. So pages are drawn in turns: parts
// wait for theirs, and between two turns the browser does whatever else is due.
const waiting: (() => void)[] = []
const share = 6 // milliseconds of work after which the browser has its turn
let running: Promise<void> | null = null

/** Becomes true when it is this part's turn to be drawn. */
export function useTurn(): Readonly<Ref<boolean>> {
  const come = ref(false)
  waiting.push(() => { come.value = true })
  running ??= run()
  return come
}

/** Waits until everything is drawn that waits for its turn. */
export async function allDrawn(): Promise<void> {
  await running
}

/** Lets the browser do what else is due. Not by a timer: in a window behind others it would come once a second. */
export function pause(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      done()
    }
    port2.postMessage(null)
  })
}

/** Lets the browser show first what it has to, such as a link that is pressed. A window that nobody sees shows nothing. */
export function shown(): Promise<void> {
  return document.hidden ? pause() : new Promise((done) => { window.requestAnimationFrame(() => { void pause().then(done) }) })
}

/** For work of many pieces: to be awaited after each of them, it lets the browser have its turn whenever that is due. */
export function inTurns(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < share) return
    await pause()
    began = performance.now()
  }
}

async function run(): Promise<void> {
  await pause()
  const rest = inTurns()
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    next()
    await nextTick()
    await rest()
  }
  running = null
}
