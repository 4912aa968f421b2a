import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PocketBase from 'pocketbase'

// A run that is broken off takes its servers along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

/** A running portal with a database of its own, and a superuser to arrange things in it. */
export interface Server {
  url: string
  admin: PocketBase
  /** The demo accounts' password, where the demo county was asked for. */
  password: string
  /** Runs a command of the program on the same data. */
  run(...args: string[]): string
  stop(): Promise<void>
}

const binary = process.env.KEJIYUN ?? join(import.meta.dirname, '../../kejiyun')
const email = 'root@kejiyun.test'
const password = 'root-for-this-test-1'

/** A server with an empty database, or with the demo county, grown to so many offers. */
export async function startServer({ demo = false, offers = 0 } = {}): Promise<Server> {
  const dir = mkdtempSync(join(tmpdir(), 'kejiyun-e2e-'))
  const run = (...args: string[]): string => command(dir, args)
  const shown = demo ? (/：(Demo-\S+)/.exec(run('demo', `--offers=${offers}`))?.[1] ?? '') : ''
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log = openSync(join(dir, 'server.log'), 'w')
  // A machine that tests may stand still for longer than a visitor's query is given.
  const child = spawn(binary, ['serve', '--dir', dir, '--http', `127.0.0.1:${port}`, '--queryTimeout', '60'], { stdio: ['ignore', log, log] })
  const gone = new Promise((done) => child.once('exit', done))
  const kill = (): void => { child.kill('SIGKILL') }
  process.once('exit', kill)
  const admin = new PocketBase(url)
  admin.autoCancellation(false)

  async function stop(): Promise<void> {
    const late = setTimeout(kill, 10_000)
    child.kill('SIGTERM')
    await gone
    clearTimeout(late)
    process.off('exit', kill)
    rmSync(dir, { recursive: true, force: true })
  }

  try {
    await healthy(url, child)
    if (/error/i.test(run('superuser', 'upsert', email, password))) throw new Error('no superuser')
    await admin.collection('_superusers').authWithPassword(email, password)
    await liftRateLimits(admin)
  } catch (thrown) {
    await stop()
    throw thrown
  }
  return { url, admin, password: shown, run, stop }
}

function command(dir: string, args: string[]): string {
  const done = spawnSync(binary, [...args, '--dir', dir], { encoding: 'utf8', timeout: 1_200_000 })
  const said = `${done.stdout}${done.stderr}`
  if (done.status === 0) return said
  const failed = new Error(`kejiyun ${args.join(' ')} ended with ${String(done.status ?? done.signal ?? done.error)}: ${said.slice(0, 1000)}`)
  failed.stack = failed.message // what it said stands last in a report, not our own lines
  throw failed
}

// One test does in seconds what a county does in an hour, and from one address.
async function liftRateLimits(admin: PocketBase): Promise<void> {
  await admin.settings.update({ rateLimits: { enabled: false, rules: [] } })
}

/** A colleague at the association, without the second factor, which needs mail. */
export async function makeStaff(server: Server, role: 'broker' | 'staff' | 'leader', region: string) {
  const login = { email: `${role}@kejiyun.test`, password: 'Staff-for-tests-1' }
  await server.admin.collection('staff').create({
    ...login, passwordConfirm: login.password, name: `测试${role}`, role, region, mfa: false, active: true, verified: true,
  })
  return login
}

/** The path of a link in the last mail to somebody, as it stands in the outbox: a mail program would open it. */
export async function linkIn(server: Server, to: string, start: string): Promise<string> {
  const mail = await server.admin.collection('outbox').getFirstListItem(server.admin.filter('to = {:to} && text ~ {:start}', { to, start }), { sort: '-created' })
  const link = /https?:\/\/[^\s/]+(\/\S+)/g
  const path = [...String(mail.text).matchAll(link)].map((one) => one[1] ?? '').find((one) => one.startsWith(start))
  if (!path) throw new Error(`no link ${start} in the mail to ${to}`)
  return path
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    if (await fetch(`${url}/api/health`).then((r) => r.ok, () => false)) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('the server did not come up')
}
