const patience = 3000 // milliseconds that a page may take to be as long again as it was

/**
 * Waits until the page reaches so far down that it can be scrolled to `top`; until it has been, parts off the screen are laid out, too,
 * for a guessed height would lead to another place. False when it does not, or when the person has begun to move about.
 */
export function reaches(top: number): Promise<boolean> {
  return new Promise((done) => {
    const began = performance.now()
    const { classList } = document.documentElement
    classList.add('whole')
    const signs = ['wheel', 'touchstart', 'keydown', 'pointerdown']
    let moved = false
    const move = (): void => { moved = true }
    for (const sign of signs) window.addEventListener(sign, move, { passive: true })
    const look = (): void => {
      const far = document.documentElement.scrollHeight >= top + window.innerHeight
      if (!far && !moved && performance.now() - began < patience) {
        window.requestAnimationFrame(look)
        return
      }
      for (const sign of signs) window.removeEventListener(sign, move)
      done(far && !moved)
      window.setTimeout(() => { classList.remove('whole') }, 500)
    }
    look()
  })
}
