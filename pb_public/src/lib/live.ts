import { sdk } from '@/api/sdk'

/**
 * Hears of every change in a collection that this person may read, as long as the page stands. `connected` is called whenever the
 * line stands (again): what happened meanwhile has to be asked for. `lost` when it breaks; the client reconnects by itself.
 * Answers what ends it. Browsers without a lasting line throw: the caller asks from time to time instead.
 */
export async function follow(collection: string, filter: string, on: { heard(): void; connected(): void; lost(): void }): Promise<() => void> {
  const client = await sdk()
  client.realtime.onDisconnect = () => on.lost()
  const ends = [
    await client.realtime.subscribe('PB_CONNECT', () => on.connected()),
    await client.collection(collection).subscribe('*', () => on.heard(), { filter }),
  ]
  return () => {
    client.realtime.onDisconnect = undefined
    for (const end of ends) end().catch(() => undefined)
  }
}
