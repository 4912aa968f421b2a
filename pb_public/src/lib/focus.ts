// After a change of page the new heading takes the focus, so that a screen reader hears where it is.
// Never on the first load: there the browser's own order is right.
let pending = false

export function expectHeading(): void {
  pending = true
}

export function takeHeading(): boolean {
  const due = pending
  pending = false
  return due
}
