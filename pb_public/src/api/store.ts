/** Who is signed in, as the server answered. */
export interface Account { id: string; collectionName: string; [column: string]: unknown }
type Listener = (token: string, record: Account | null) => void

const key = 'kjy.auth'

/**
 * Keeps the sign-in for this tab's session only, unless the person asked to stay signed in on this device:
 * many of our users share a computer at the village office. PocketBase's client takes it as its own store.
 */
export class DeviceAuthStore {
  token = ''
  record: Account | null = null
  private keep = read(localStorage) !== null
  private listeners: Listener[] = []

  constructor() {
    const saved = read(sessionStorage) ?? read(localStorage)
    if (saved) Object.assign(this, { token: saved.token, record: saved.record })
  }

  /** Says where the next sign-in is kept; call before signing in. */
  keepOnDevice(keep: boolean): void {
    this.keep = keep
  }

  /** Whether the present sign-in is kept on this device. */
  get kept(): boolean {
    return this.keep
  }

  /** Whether there is a sign-in that has not run out by this device's clock. */
  get isValid(): boolean {
    return expiry(this.token) > Date.now()
  }

  save(token: string, record?: Account | null): void {
    this.token = token
    this.record = record ?? null
    drop()
    try {
      ;(this.keep ? localStorage : sessionStorage).setItem(key, JSON.stringify({ token, record: this.record }))
    } catch {
      // Without storage the sign-in lasts until the page is left.
    }
    this.tell()
  }

  clear(): void {
    this.token = ''
    this.record = null
    drop()
    this.tell()
  }

  /** Calls back after every change; returns what ends it. */
  onChange(listener: Listener): () => void {
    this.listeners.push(listener)
    return () => { this.listeners = this.listeners.filter((one) => one !== listener) }
  }

  private tell(): void {
    for (const listener of this.listeners) listener(this.token, this.record)
  }
}

// The end of a token stands in its middle part; one without an end is not one of ours.
function expiry(token: string): number {
  try {
    const body = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')
    return ((JSON.parse(atob(body)) as { exp?: number }).exp ?? 0) * 1000
  } catch {
    return 0
  }
}

function read(storage: Storage): { token: string; record: Account | null } | null {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null') as { token: string; record: Account | null } | null
  } catch {
    return null
  }
}

function drop(): void {
  for (const storage of [sessionStorage, localStorage]) {
    try {
      storage.removeItem(key)
    } catch {
      // Nothing was stored where storing is forbidden.
    }
  }
}

export const auth = new DeviceAuthStore()
