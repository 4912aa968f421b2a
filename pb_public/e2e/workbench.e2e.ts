import PocketBase from 'pocketbase'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk, flaws, open, phone, standing, startBrowser, visit } from './browser'
import { fillCounty, region, type County } from './county'
import { signInStaff } from './people'
import { makeStaff, startServer, type Server } from './server'

// A broker's day: what waits, one case from the first call to the colleague who takes over, a need for somebody who cannot write.
let server: Server
let browser: Browser
let county: County
let broker: { email: string; password: string }
let id = ''
beforeAll(async () => {
  server = await startServer()
  county = await fillCounty(server)
  broker = await makeStaff(server, 'broker', region)
  await server.admin.collection('staff').create({
    email: 'second@kejiyun.test', password: 'Staff-for-tests-1', passwordConfirm: 'Staff-for-tests-1', name: '周婷', role: 'broker', region, mfa: false, active: true, verified: true,
  })
  const api = new PocketBase(server.url)
  await api.collection('staff').authWithPassword(broker.email, broker.password)
  const begun = await api.send('/api/portal/dockings', { method: 'POST', body: { need: county.owner.need, offer: county.worker.offer, message: '两家离得近，建议先看一次园子。' } })
  id = begun.id as string
  // The clock of a week that nobody waits for here.
  await server.admin.collection('dockings').update(id, { due_at: new Date(Date.now() - 2 * 86_400_000).toISOString() })
  browser = await startBrowser()
})
afterAll(async () => {
  await Promise.allSettled([browser?.close(), server?.stop()])
})

const title = '三百亩茶园小绿叶蝉暴发，急需绿色防控方案'

async function start(page: Page): Promise<void> {
  await signInStaff(page, server.url, broker, '/staff/today')
  await open(page, `${server.url}/staff/today`)
}

async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).first()
  await button.focus()
  await page.keyboard.press('Enter')
}

describe('the workbench', () => {
  it('leads from today through a call and an acceptance by telephone to the colleague, by keyboard alone', async () => {
    const { page, complaints, close } = await visit(browser, desk)
    await start(page)
    await page.getByRole('region', { name: '已超期' }).getByText(title).waitFor()
    expect(await flaws(page)).toEqual([])
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('下一条').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/staff/cases/${id}`)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await standing(page)
    expect(await flaws(page)).toEqual([])

    // A call, and when to call again.
    await page.keyboard.press('l')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: '联系上了' }).focus()
    await page.keyboard.press('Space')
    await dialog.getByLabel('情况').focus()
    await page.keyboard.type('王老师说可以，要先看园子。')
    await press(page, '保存')
    await page.getByText('已记下').waitFor()
    await page.getByText('王老师说可以，要先看园子。').waitFor()

    // Both sides say yes on the telephone.
    for (const side of ['供给方', '需求方']) {
      await press(page, '登记电话同意')
      await dialog.getByRole('radio', { name: new RegExp(`^${side}`) }).focus()
      await page.keyboard.press('Space')
      await dialog.locator('#phone-proof').setInputFiles({ name: '通话记录.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 通话记录') })
      await dialog.getByText('通话记录.pdf').waitFor()
      await press(page, '登记同意')
      await page.getByText('已登记同意').first().waitFor()
      await dialog.waitFor({ state: 'hidden' })
    }
    await page.getByText('洽谈中').first().waitFor()
    expect((await server.admin.collection('dockings').getOne(id)).state).toBe('negotiating')

    await press(page, '移交同事')
    await dialog.getByRole('radio', { name: /周婷/ }).focus()
    await page.keyboard.press('Space')
    await dialog.getByRole('button', { name: '移交同事' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('已移交给周婷').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('keeps filters in the address and under a name', async () => {
    const { page, complaints, close } = await visit(browser, desk)
    await start(page)
    await page.keyboard.press('c')
    await page.waitForURL('**/staff/cases')
    await page.getByRole('cell', { name: title }).waitFor()
    await page.getByLabel('进展').selectOption({ label: '洽谈中' })
    await page.waitForURL(/state=negotiating/)
    await page.getByRole('cell', { name: title }).waitFor()
    await page.getByRole('button', { name: '保存这组筛选' }).click()
    await page.getByLabel('给这组筛选起个名字').fill('正在谈的')
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存').waitFor()
    await open(page, `${server.url}/staff/cases?broker=me`)
    await page.getByText('没有找到符合条件的内容').waitFor()
    await page.getByRole('link', { name: '正在谈的' }).click()
    await page.getByRole('cell', { name: title }).waitFor()
    expect(await flaws(page)).toEqual([])
    await page.setViewportSize(phone)
    expect(await flaws(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('shows a number when it is asked for, and writes that down', async () => {
    const { page, close } = await visit(browser, phone)
    await signInStaff(page, server.url, broker, '/staff/today')
    await server.admin.collection('workers').create({ display_name: '赵师傅', unit: '柳江镇', fields: ['s04'], region, radius: 'county', fee: 'free', availability: 'open', title_level: 'none' }).then(async (worker) => {
      await server.admin.collection('contacts').create({ worker: worker.id, phone: '13800000099' })
      const api = new PocketBase(server.url)
      await api.collection('staff').authWithPassword(broker.email, broker.password)
      await api.send('/api/portal/desk/visits', { method: 'POST', body: { worker: worker.id, kind: 'call', result: 'later', next: new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date()), next_note: '问嫁接的事' } })
    })
    await open(page, `${server.url}/staff/calls`)
    const row = page.getByRole('row').filter({ hasText: '赵师傅' })
    await row.waitFor()
    expect(await page.content()).not.toContain('13800000099')
    expect(await flaws(page)).toEqual([])
    await row.getByRole('button', { name: '显示号码' }).click()
    await row.getByText('13800000099').waitFor()
    const seen = await server.admin.collection('events').getList(1, 5, { filter: "action = 'contact_seen' && actor_role = 'broker' && collection = 'workers'" })
    expect(seen.totalItems).toBe(1)
    await close()
  })

  it('enters a need for somebody, with their consent', async () => {
    const { page, complaints, close } = await visit(browser, phone)
    await signInStaff(page, server.url, broker, '/staff/today')
    await open(page, `${server.url}/staff/enter?what=need`)
    await page.getByRole('button', { name: /青衣江茶叶专业合作社/ }).click()
    await page.getByRole('textbox', { name: '标题' }).fill('茶园机采后叶片破损，想请人看看刀片')
    await page.getByRole('textbox', { name: '摘要' }).fill('三百亩茶园夏秋机采，叶片破损约两成，想请人看看刀片和采摘高度怎么调。')
    await page.getByRole('combobox', { name: '领域' }).fill('茶')
    await page.getByRole('option').first().click()
    await page.getByRole('button', { name: '登记并提交审核' }).click()
    await page.getByRole('alert').waitFor() // no consent yet
    await page.getByRole('radio', { name: '电话录音' }).check()
    await page.getByRole('textbox', { name: '录音编号或说明' }).fill('录音 0305-02，李秀英同意')
    expect(await flaws(page)).toEqual([])
    await page.getByRole('button', { name: '登记并提交审核' }).click()
    await page.getByRole('heading', { name: '登记好了' }).waitFor()
    const need = await server.admin.collection('needs').getFirstListItem("title ~ '刀片'")
    expect(need.proxy_consent).not.toBe('')
    expect(['pending', 'published']).toContain(need.status)
    expect(complaints).toEqual([])
    await close()
  })
})
