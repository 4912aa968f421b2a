import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk, flaws, open, phone, standing, startBrowser, visit } from './browser'
import { fillCounty, type County } from './county'
import { signIn, signInStaff } from './people'
import { startServer, type Server } from './server'

// The desk with the keyboard, the list of records, and what members do with their matches, sessions and evidence.
let server: Server
let browser: Browser
let county: County
beforeAll(async () => {
  server = await startServer()
  county = await fillCounty(server)
  browser = await startBrowser()
})
afterAll(async () => {
  await Promise.allSettled([browser?.close(), server?.stop()])
})

describe('the desk', () => {
  it('reviews with the keyboard and shows what is new since the last decision', async () => {
    const owner = await visit(browser, desk)
    const { page } = await visit(browser, desk)
    await signIn(owner.page, server.url, county.owner.login, county.owner.password, '/me')
    const add = async (title: string): Promise<string> => owner.page.evaluate(async ([org, name]) => {
      const token = (JSON.parse(sessionStorage.getItem('kjy.auth') ?? '{}') as { token: string }).token
      const send = (path: string, body: object): Promise<{ id: string }> =>
        fetch(path, { method: 'POST', headers: { Authorization: token, 'Content-Type': 'application/json' }, body: JSON.stringify(body) }).then((r) => r.json())
      const need = await send('/api/collections/needs/records', {
        org, kind: 'service', title: name, summary: '茶园杂草多，人工除草成本高，想了解机械除草。', region: '511423000000', fields: ['s04'], share: 'province',
      })
      await send(`/api/portal/needs/${need.id}/submit`, {})
      return need.id
    }, [county.owner.org, title] as const)
    const one = await add('三百亩茶园机械除草')
    await add('茶园灌溉设备选型')

    await signInStaff(page, server.url, county.staff)
    await standing(page)
    await page.getByRole('heading', { level: 2, name: '三百亩茶园机械除草' }).waitFor()
    await page.keyboard.press('j')
    await page.getByRole('heading', { level: 2, name: '茶园灌溉设备选型' }).waitFor()
    await page.keyboard.press('k')
    await page.getByRole('heading', { level: 2, name: '三百亩茶园机械除草' }).waitFor()
    await page.getByText('第一次提交，没有上一版').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('退回修改').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('Enter')
    await page.keyboard.press('r')
    await page.getByRole('checkbox').first().check()
    // A letter typed into the note is a letter.
    await page.getByRole('textbox', { name: '告诉对方怎么改' }).press('End')
    await page.keyboard.type('a')
    await page.getByRole('button', { name: '确认退回' }).click()
    await page.getByRole('heading', { level: 2, name: '茶园灌溉设备选型' }).waitFor()

    await server.admin.collection('needs').update(one, { summary: '茶园杂草多，人工除草每亩400元，想请人推荐适合坡地的除草机。' })
    await owner.page.evaluate(async (id) => {
      const token = (JSON.parse(sessionStorage.getItem('kjy.auth') ?? '{}') as { token: string }).token
      await fetch(`/api/portal/needs/${id}/submit`, { method: 'POST', headers: { Authorization: token, 'Content-Type': 'application/json' }, body: '{}' })
    }, one)
    await open(page, `${server.url}/staff/review?list=postings&id=${one}`)
    await page.locator('.changes ins').filter({ hasText: '每亩' }).first().waitFor()
    await page.locator('.changes del').first().waitFor()
    expect(await flaws(page)).toEqual([])
    await page.keyboard.press('a')
    await page.getByText('已发布，系统正在配对').waitFor()
    expect((await server.admin.collection('needs').getOne(one)).status).toBe('published')
  })

  it('lists records of every state; the address says which', async () => {
    const { page, complaints, close } = await visit(browser, desk)
    await signInStaff(page, server.url, county.staff)
    await open(page, `${server.url}/staff/records`)
    await page.getByRole('cell', { name: '三百亩茶园小绿叶蝉暴发' }).first().waitFor()
    expect(await flaws(page)).toEqual([])
    await page.getByLabel('状态').selectOption({ label: '草稿' })
    await page.waitForURL(/status=draft/)
    await page.getByText('没有找到符合条件的内容').waitFor()
    await page.goBack()
    await page.getByRole('cell', { name: '三百亩茶园小绿叶蝉暴发' }).first().waitFor()
    await page.getByRole('link', { name: '单位', exact: true }).click()
    await page.getByRole('cell', { name: '青衣江茶叶专业合作社' }).first().waitFor()
    await page.setViewportSize(phone)
    expect(await flaws(page)).toEqual([])
    await open(page, `${server.url}/staff/records?list=workers&q=${encodeURIComponent('王德明')}`)
    await page.getByRole('cell', { name: '王老师' }).first().waitFor()
    expect(complaints).toEqual([])
    await close()
  })
})

describe('a member', () => {
  it('sees who, what, how far, why and what is missing at one glance, and compares', async () => {
    const { page, complaints, close } = await visit(browser, phone)
    await signIn(page, server.url, county.worker.login, county.worker.password, '/me')
    await page.locator('.match').first().waitFor()
    const card = page.locator('.match').first()
    await card.locator('mark').first().waitFor()
    await card.getByText('就在本县').first().waitFor()
    for (const box of await page.locator('.match__pick input').all()) await box.check()
    await page.getByRole('link', { name: '并排比较' }).click()
    await page.waitForURL(/\/me\/compare\?/)
    await page.getByRole('rowheader', { name: '还差什么' }).waitFor()
    expect(await page.locator('.compare thead th').count()).toBe(3)
    expect(await flaws(page)).toEqual([])
    await page.locator('.compare__drop').first().click()
    await expect.poll(() => page.locator('.compare thead th').count()).toBe(2)
    expect(complaints).toEqual([])
    await close()
  })

  it('shows certificates to the desk alone', async () => {
    const { page, close } = await visit(browser, phone)
    await signIn(page, server.url, county.worker.login, county.worker.password, '/me/worker')
    await page.locator('#evidence').setInputFiles({ name: '职称证书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 证书') })
    await page.getByRole('button', { name: /打开文件1/ }).waitFor()
    const row = await server.admin.collection('workers').getOne(county.worker.id)
    expect(row.evidence).toHaveLength(1)
    const path = `${server.url}/api/portal/workers/${row.id}/files/${String(row.evidence[0])}`
    expect((await fetch(path)).status).toBe(401)
    await close()
  })

  it('signs the other devices out and goes on here', async () => {
    const lost = await visit(browser, phone)
    const here = await visit(browser, desk)
    await signIn(lost.page, server.url, county.worker.login, county.worker.password, '/me')
    await signIn(here.page, server.url, county.worker.login, county.worker.password, '/me/settings')
    await here.page.getByRole('button', { name: '退出其他所有设备' }).click()
    await here.page.getByRole('dialog').getByRole('button', { name: '退出其他所有设备' }).click()
    await here.page.getByText('其他设备已全部退出').waitFor()
    await open(here.page, `${server.url}/me`)
    await here.page.getByRole('heading', { level: 1, name: '王德明' }).waitFor()
    await lost.page.goto(`${server.url}/me/postings`)
    await lost.page.waitForURL(/\/sign-in/)
    await Promise.all([lost.close(), here.close()])
  })

  it('finds every part on the page of parts, fit for everybody', async () => {
    const { page, complaints, close } = await visit(browser, desk)
    await open(page, `${server.url}/parts`)
    expect(await flaws(page)).toEqual([])
    await page.setViewportSize(phone)
    expect(await flaws(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })
})
