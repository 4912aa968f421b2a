import { BaseAuthStore, type AuthRecord } from 'pocketbase'

const key = 'kjy.auth'

/**
 * Keeps the sign-in for this tab's session only, unless the person asked to stay signed in on this device:
 * many of our users share a computer at the village office.
 */
export class DeviceAuthStore extends BaseAuthStore {
  private keep = false

  constructor() {
    super()
    this.keep = read(localStorage) !== null
    const saved = read(sessionStorage) ?? read(localStorage)
    if (saved) super.save(saved.token, saved.record)
  }

  /** Says where the next sign-in is kept; call before signing in. */
  keepOnDevice(keep: boolean): void {
    this.keep = keep
  }

  /** Whether the present sign-in is kept on this device. */
  get kept(): boolean {
    return this.keep
  }

  override save(token: string, record?: AuthRecord): void {
    super.save(token, record)
    drop()
    try {
      ;(this.keep ? localStorage : sessionStorage).setItem(key, JSON.stringify({ token, record: record ?? null }))
    } catch {
      // Without storage the sign-in lasts until the page is left.
    }
  }

  override clear(): void {
    super.clear()
    drop()
  }
}

function read(storage: Storage): { token: string; record: AuthRecord } | null {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null') as { token: string; record: AuthRecord } | null
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
