import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PocketBase from 'pocketbase'

/** A running portal with a database of its own, and a superuser to arrange things in it. */
export interface Server {
  url: string
  admin: PocketBase
  stop(): Promise<void>
}

const binary = process.env.KEJIYUN ?? join(import.meta.dirname, '../../kejiyun')
const email = 'root@kejiyun.test'
const password = 'root-for-this-test-1'

export async function startServer(): Promise<Server> {
  const dir = mkdtempSync(join(tmpdir(), 'kejiyun-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log = openSync(join(dir, 'server.log'), 'w')
  const child = spawn(binary, ['serve', '--dir', dir, '--http', `127.0.0.1:${port}`], { stdio: ['ignore', log, log] })
  await healthy(url, child)
  const made = spawnSync(binary, ['superuser', 'upsert', email, password, '--dir', dir], { encoding: 'utf8' })
  if (made.status !== 0 || /error/i.test(made.stdout + made.stderr)) throw new Error(`superuser: ${made.stdout}${made.stderr}`)
  const admin = new PocketBase(url)
  admin.autoCancellation(false)
  await admin.collection('_superusers').authWithPassword(email, password)
  await liftRateLimits(admin)
  return {
    url,
    admin,
    async stop() {
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await gone
      rmSync(dir, { recursive: true, force: true })
    },
  }
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
