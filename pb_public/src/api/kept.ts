import { databaseOfKept as database, windowOfKept } from './drafts'

const table = 'files'
const abandoned = 120_000 // milliseconds after which another window's file counts as left behind

/** A file that waits on this device to be sent. `tried`: it was on its way before, and may have arrived. */
export interface Kept { id: number; name: string; blob: Blob; tried: boolean }
interface Row extends Kept { key: string; tab: string; at: number }

// The same after a reload, another in another window: each window looks after its own files.
function thisWindow(): string {
  try {
    const known = sessionStorage.getItem(windowOfKept) ?? `${Date.now()}.${Math.random()}`
    sessionStorage.setItem(windowOfKept, known)
    return known
  } catch {
    return ''
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(database, 1)
    asked.onupgradeneeded = () => { asked.result.createObjectStore(table, { keyPath: 'id', autoIncrement: true }).createIndex('key', 'key') }
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error ?? new Error('no storage'))
  })
}

/** One piece of work in one transaction. Where storing is forbidden or full, nothing is kept, and the page goes on. */
async function work<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const db = await open()
    try {
      return await new Promise<T>((done, fail) => {
        const all = db.transaction(table, mode)
        const asked = act(all.objectStore(table))
        all.oncomplete = () => done(asked.result)
        all.onabort = all.onerror = () => fail(all.error ?? new Error('not stored'))
      })
    } finally {
      db.close()
    }
  } catch {
    return undefined
  }
}

/** Keeps a file under the name of its form; answers its number, 0 when it could not be kept. */
export async function keepFile(key: string, name: string, blob: Blob): Promise<number> {
  return Number(await work('readwrite', (store) => store.add({ key, name, blob, tried: false, tab: thisWindow(), at: Date.now() })) ?? 0)
}

/** Says that a file is on its way from now on. */
export async function triedFile(id: number): Promise<void> {
  const row = id ? await work<Row>('readonly', (store) => store.get(id) as IDBRequest<Row>) : undefined
  if (row) await work('readwrite', (store) => store.put({ ...row, tried: true }))
}

/** Forgets a file: it has arrived, or is not wanted any more. */
export async function forgetFile(id: number): Promise<void> {
  if (id) await work('readwrite', (store) => store.delete(id))
}

/** The files of a form that this window left behind, or another one that is gone. They are this window's from now on. */
export async function keptFiles(key: string): Promise<Kept[]> {
  const tab = thisWindow()
  const rows = (await work<Row[]>('readonly', (store) => store.index('key').getAll(key) as IDBRequest<Row[]>)) ?? []
  const own = rows.filter((one) => one.tab === tab || Date.now() - one.at > abandoned)
  for (const one of own) if (one.tab !== tab) await work('readwrite', (store) => store.put({ ...one, tab, at: Date.now() }))
  return own
}

/** Forgets what a form left behind, when it is done with. */
export async function forgetFiles(key: string): Promise<void> {
  const ids = (await work('readonly', (store) => store.index('key').getAllKeys(key))) ?? []
  for (const id of ids) await work('readwrite', (store) => store.delete(id))
}

/** Gives the files of one form to another: a draft begun as new has become a record with an address. */
export async function moveFiles(from: string, to: string): Promise<void> {
  const rows = (await work<Row[]>('readonly', (store) => store.index('key').getAll(from) as IDBRequest<Row[]>)) ?? []
  for (const one of rows) await work('readwrite', (store) => store.put({ ...one, key: to }))
}
