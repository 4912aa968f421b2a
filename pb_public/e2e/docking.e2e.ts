import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import PocketBase from 'pocketbase'
import { desk, flaws, open, phone, standing, startBrowser, visit, type Visit } from './browser'
import { fillCounty, member, password, publish, region, type County } from './county'
import { signIn, signInStaff } from './people'
import { makeStaff, startServer, type Server } from './server'

// From a match to a reviewed outcome, as an org's clerk at a desk, a worker on a phone and the broker of the case live it; then an
// interest that is asked about, declined, followed by the next best match, left to lapse, and revived by the broker.
const contact = { worker: { phone: '0833-5550001', wechat: 'wdm_tea_26' }, owner: { phone: '13922220002', wechat: 'lxy_qingyi' } }

let server: Server
let browser: Browser
let county: County
let owner: Visit
let worker: Visit
let broker: Visit

beforeAll(async () => {
  server = await startServer()
  county = await fillCounty(server)
  await secondWorker()
  for (const who of ['worker', 'owner'] as const) {
    const pb = new PocketBase(server.url)
    const { record } = await pb.collection('members').authWithPassword(county[who].login, password)
    const row = await pb.collection('contacts').getFirstListItem(pb.filter('member = {:id}', { id: record.id }))
    await pb.collection('contacts').update(row.id, { ...contact[who], email: `${who}.private@mail.test`, best_time: '晚上七点以后' })
  }
  browser = await startBrowser()
  owner = await visit(browser, desk)
  worker = await visit(browser, phone)
  await signIn(owner.page, server.url, county.owner.login, county.owner.password, '/me')
  await signIn(worker.page, server.url, county.worker.login, county.worker.password, '/me')
  broker = await visit(browser, desk)
  await signInStaff(broker.page, server.url, await makeStaff(server, 'broker', region), '/staff/today')
}, 240_000)
afterAll(async () => {
  await Promise.allSettled([browser?.close(), server?.stop()])
})

// Each step stands on the one before.
let broken = false
beforeEach((test) => { if (broken) test.skip() })
afterEach((test) => { broken ||= test.task.result?.state === 'fail' })

/** Somebody else who could do it, too. */
async function secondWorker(): Promise<void> {
  const staff = new PocketBase(server.url)
  await staff.collection('staff').authWithPassword(county.staff.email, county.staff.password)
  const pb = await member(server, '13800000003', '陈志强')
  await pb.collection('workers').create({
    member: pb.authStore.record?.id, display_name: '陈老师', real_name: '陈志强', unit: '县茶叶协会', unit_public: true, unit_type: 'other',
    title_level: 'intermediate', title_name: '农艺师', fields: ['s04', 's13'], keywords: ['绿色防控', '茶小绿叶蝉'], region,
    intro: '从事茶园植保12年，熟悉茶小绿叶蝉的绿色防控，带过8个合作社做全年防控方案，可以上门诊断和培训管护人员。',
    radius: 'county', modes: ['on_site', 'training'], fee: 'cost', availability: 'open', max_open: 3,
  })
  const me = await pb.send('/api/portal/me', {})
  await publish(pb, staff, 'offers', me.worker.offer)
}

const badge = (page: Page, text: string): Promise<void> => page.locator('.party .badge', { hasText: text }).waitFor()
const press = (page: Page, name: string): Promise<void> => page.locator('.now').getByRole('button', { name, exact: true }).click()
const inDialog = (page: Page, name: string): Promise<void> => page.getByRole('dialog').getByRole('button', { name, exact: true }).click()

/** Says in the conversation what the other one then reads, without loading the page again. */
async function say(from: Page, text: string): Promise<void> {
  await from.getByRole('textbox', { name: '写消息' }).fill(text)
  await from.getByRole('button', { name: '发送' }).click()
  await from.waitForFunction(() => (document.querySelector('#talk-body') as HTMLTextAreaElement | null)?.value === '')
}

async function express(page: Page, need: string, who: string, message: string): Promise<string> {
  await open(page, `${server.url}/needs/${need}`)
  const match = page.locator('.match', { hasText: who })
  await match.getByRole('button', { name: '有意向' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '想对对方说的话' }).fill(message)
  await dialog.getByText('对方应在5个工作日内答复').waitFor()
  expect(await flaws(page)).toEqual([])
  await dialog.getByRole('button', { name: '发出意向' }).click()
  await dialog.getByText('意向已发出').waitFor()
  await dialog.getByText(/对方最晚.+答复/).waitFor()
  await dialog.getByRole('link', { name: '查看对接单' }).click()
  await page.waitForURL('**/me/dockings/*')
  await standing(page)
  await badge(page, '等待答复')
  return new URL(page.url()).pathname.split('/').pop() ?? ''
}

describe('from a match to a reviewed outcome', () => {
  let id = ''

  it('begins with one tap at a match, and says until when the other side answers', async () => {
    const { page } = owner
    id = await express(page, county.owner.need, '王老师', '想请您九月中旬来看看，园子在半山腰。')
    await page.getByText(/对方应在.+前办理/).waitFor()
    await page.getByText(/还剩\d个工作日/).waitFor()
    await page.getByText('双方都同意对接后，互相看到电话').waitFor()
    expect(await flaws(page)).toEqual([])
  })

  it('waits on the worker\'s own page with its clock, and is counted in the header', async () => {
    const { page } = worker
    await open(page, `${server.url}/me`)
    const wait = page.locator('.wait', { hasText: '想与您对接' })
    await wait.getByText(/请在.+前办理/).waitFor()
    await page.locator('.bar__menu .nav__count', { hasText: '1' }).waitFor()
    expect(await flaws(page)).toEqual([])
    await wait.getByRole('link', { name: '去答复' }).click()
    await page.waitForURL(`**/me/dockings/${id}`)
    await standing(page)
    await page.getByText('想请您九月中旬来看看').waitFor()
    await page.locator('.fit__yes').waitFor()
    expect(await flaws(page)).toEqual([])
  })

  it('stands in the workbench, where the broker writes down a call', async () => {
    const { page } = broker
    await open(page, `${server.url}/staff/cases?broker=none`)
    await page.getByRole('cell', { name: '三百亩茶园小绿叶蝉暴发' }).waitFor()
    await open(page, `${server.url}/staff/cases/${id}`)
    await page.getByText('王老师').first().waitFor()
    await page.keyboard.press('l')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: '联系上了' }).check()
    await dialog.getByLabel('情况').fill('提醒了王老师，他说今天就答复。')
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.getByText('提醒了王老师，他说今天就答复。').waitFor()
    expect(await flaws(page)).toEqual([])
  })

  it('carries messages live, hides a number typed before both agree, and says so to the writer', async () => {
    const { page } = worker
    await page.getByRole('link', { name: '对话' }).click()
    await page.waitForURL(/part=talk/)
    await say(page, '可以的，我的电话是13987654321，先打给我。')
    await page.getByText('消息里的联系方式已被遮住').waitFor()
    await owner.page.locator('.say--theirs', { hasText: '可以的' }).waitFor()
    expect(await owner.page.content()).not.toContain('13987654321')
    await say(owner.page, '好的，周三上午您方便吗？')
    await page.locator('.say--theirs', { hasText: '周三上午' }).waitFor()
    expect(await flaws(page)).toEqual([])
    expect(await flaws(owner.page)).toEqual([])
  })

  it('keeps what is being written over a reload', async () => {
    const { page } = worker
    await page.getByRole('textbox', { name: '写消息' }).fill('还没写完的一句')
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.includes('talk.') && (localStorage.getItem(key) ?? '').includes('还没写完')))
    await page.reload()
    await standing(page)
    await page.waitForFunction(() => (document.querySelector('#talk-body') as HTMLTextAreaElement | null)?.value === '还没写完的一句')
    await page.getByRole('textbox', { name: '写消息' }).fill('')
  })

  it('shows no contact value to either side before both have agreed', async () => {
    for (const one of [owner, worker, broker]) await one.look()
    const seen = (one: Visit): string => one.traffic.join('\n')
    // The net has no hole: what was said came over the lasting line, too.
    expect(owner.traffic.some((one) => one.startsWith('realtime') && one.includes('可以的'))).toBe(true)
    for (const secret of Object.values(contact.worker)) expect(seen(owner)).not.toContain(secret)
    for (const secret of Object.values(contact.owner)) expect(seen(worker)).not.toContain(secret)
    // The broker may look a number up, one by one and written down; nothing brings it along.
    for (const secret of [...Object.values(contact.owner), ...Object.values(contact.worker)]) expect(seen(broker)).not.toContain(secret)
  })

  it('opens the contacts both ways when the worker agrees', async () => {
    const { page } = worker
    await page.getByRole('link', { name: '情况' }).click()
    await press(page, '同意对接')
    await inDialog(page, '同意对接')
    await badge(page, '洽谈中')
    await page.getByRole('button', { name: '查看对方的联系方式' }).click()
    await page.getByRole('link', { name: `拨打${contact.owner.phone}` }).waitFor()
    expect(await page.locator('.contact__call').getAttribute('href')).toBe(`tel:${contact.owner.phone}`)
    expect(await flaws(page)).toEqual([])
    await open(owner.page, `${server.url}/me/dockings/${id}`)
    await badge(owner.page, '洽谈中')
    await owner.page.getByRole('button', { name: '查看对方的联系方式' }).click()
    await owner.page.getByText(contact.worker.wechat).waitFor()
    const looks = await server.admin.collection('events').getList(1, 1, { filter: `record = "${id}" && action = "contact_seen"` })
    expect(looks.totalItems).toBe(2)
  })

  it('takes the outcome from one side and the confirmation from the other', async () => {
    const { page } = owner
    await press(page, '填写结果')
    const form = page.locator('form.form')
    await form.getByRole('button', { name: '发给对方确认' }).click()
    await page.getByRole('alert').getByText('请选一个结果').waitFor()
    await form.getByLabel('签订了合同').check()
    await form.getByLabel('合同属于哪一类？').selectOption({ label: '技术服务合同' })
    await form.getByRole('textbox', { name: '合同金额' }).fill('30,000')
    await form.getByRole('textbox', { name: '服务了多少小时' }).fill('16')
    await form.getByRole('textbox', { name: '帮助了多少人' }).fill('20')
    await form.getByLabel('添加凭证').setInputFiles({ name: '验收单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n') })
    await form.locator('.files__one').waitFor()
    expect(await flaws(page)).toEqual([])
    await form.getByRole('button', { name: '发给对方确认' }).click()
    await page.locator('.now').getByText('等对方确认').waitFor()
    // The clerk has second thoughts, and is too late: see the next step.
    await page.locator('.now__more summary').click()
    await page.locator('.now').getByRole('button', { name: '没有谈成' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: '原因' }).fill('时间对不上')

    const other = worker.page
    await open(other, `${server.url}/me/dockings/${id}`)
    await press(other, '确认结果')
    await other.getByRole('dialog').getByText('3万元').waitFor()
    await inDialog(other, '确认结果')
    await badge(other, '已达成')
    await press(other, '开始实施')
    await badge(other, '实施中')
    await press(other, '已经完成')
    await badge(other, '已完成')
  })

  it('refuses a step that is no longer lawful, shows how things stand, and keeps what was typed', async () => {
    const { page } = owner
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '没有谈成' }).click()
    await dialog.getByText('现在是“已完成”').waitFor()
    expect(await dialog.getByRole('textbox', { name: '原因' }).inputValue()).toBe('时间对不上')
    await dialog.getByRole('button', { name: '取消' }).click()
    await badge(page, '已完成')
  })

  it('is reviewed by both, and each then reads the other', async () => {
    for (const [one, text] of [[owner, '讲得明白，管护员都学会了。'], [worker, '准备充分，合作愉快。']] as const) {
      const { page } = one
      await open(page, `${server.url}/me/dockings/${id}`)
      await page.getByLabel('很好').check()
      await page.getByRole('textbox', { name: '说几句' }).fill(text)
      await page.getByRole('button', { name: '提交评价' }).click()
      await page.getByText('我的评价').waitFor()
    }
    await worker.page.getByText('讲得明白').waitFor()
    await badge(worker.page, '已评价')
    expect(await flaws(worker.page)).toEqual([])
    await open(broker.page, `${server.url}/staff/cases/${id}`)
    await broker.page.getByText('已评价').first().waitFor()
    await broker.page.getByText('3万元').first().waitFor()
  })

  it('leaves a contract to print, and a line in the worker\'s record of service', async () => {
    await open(owner.page, `${server.url}/me/dockings/${id}/contract`)
    await owner.page.getByText('不构成法律意见').first().waitFor()
    await owner.page.getByRole('heading', { name: '技术合同登记要准备的材料' }).waitFor()
    expect(await flaws(owner.page)).toEqual([])
    await open(worker.page, `${server.url}/me/service`)
    await worker.page.getByText('共1次，16小时，帮助20人').waitFor()
    await worker.page.getByText('青衣江茶叶专业合作社').waitFor()
    expect(await flaws(worker.page)).toEqual([])
    await open(owner.page, `${server.url}/me/dockings?box=closed`)
    await owner.page.locator('.dock-row', { hasText: '王老师' }).waitFor()
    expect(await flaws(owner.page)).toEqual([])
  })
})

describe('an interest that comes to nothing', () => {
  let again = ''

  it('stops its clock for a question, is declined in two taps, and offers the next best match', async () => {
    const id = await express(owner.page, county.masked, '王老师', '')
    const { page } = worker
    await open(page, `${server.url}/me/dockings/${id}`)
    await press(page, '先问一问')
    await page.getByRole('dialog').getByRole('textbox', { name: '您的问题' }).fill('采的是哪个品种？用的什么采茶机？')
    await inDialog(page, '先问一问')
    await badge(page, '等待说明')
    await page.getByText('计时已暂停').waitFor()

    await open(owner.page, `${server.url}/me/dockings/${id}`)
    await press(owner.page, '回答提问')
    await owner.page.getByRole('dialog').getByRole('textbox', { name: '您的回答' }).fill('福鼎大白，双人采茶机。')
    await inDialog(owner.page, '回答提问')
    await badge(owner.page, '等待答复')

    await open(page, `${server.url}/me/dockings/${id}`)
    await badge(page, '等待答复')
    await press(page, '婉拒')
    expect(await flaws(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: '最近没有时间' }).click()
    await badge(page, '已婉拒')

    await open(owner.page, `${server.url}/me/dockings/${id}`)
    await badge(owner.page, '已婉拒')
    await owner.page.getByText('原因：最近没有时间').waitFor()
    const next = owner.page.locator('.dock__instead .match', { hasText: '陈老师' })
    await next.getByRole('button', { name: '有意向' }).click()
    await owner.page.getByRole('dialog').getByRole('button', { name: '发出意向' }).click()
    await owner.page.getByRole('dialog').getByText('意向已发出').waitFor()
    expect(await flaws(owner.page)).toEqual([])
    await owner.page.getByRole('dialog').getByRole('link', { name: '查看对接单' }).click()
    await owner.page.waitForURL((url) => url.pathname.startsWith('/me/dockings/') && !url.pathname.endsWith(id))
    again = new URL(owner.page.url()).pathname.split('/').pop() ?? ''
  })

  it('lapses when nobody answers, and is open again when the broker revives it', async () => {
    const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()
    // Eleven working days that nobody waits for here: it was reminded of, and given to the broker.
    await server.admin.collection('dockings').update(again, { due_at: ago(9), half_told_at: ago(12), due_told_at: ago(8), escalated_at: ago(8), lapse_at: ago(1) })
    server.run('job', 'run', 'docking')
    await open(owner.page, `${server.url}/me/dockings/${again}`)
    await badge(owner.page, '超期未答复')
    await open(broker.page, `${server.url}/staff/cases/${again}`)
    await broker.page.getByRole('button', { name: '恢复', exact: true }).first().click()
    await broker.page.getByRole('dialog').getByRole('button', { name: '恢复', exact: true }).click()
    await broker.page.getByText('等待答复').first().waitFor()
    await open(owner.page, `${server.url}/me/dockings/${again}`)
    await badge(owner.page, '等待答复')
    await owner.page.getByText(/还剩\d个工作日/).waitFor()
  })

  it('made no browser complain', () => {
    for (const one of [owner, worker, broker]) expect(one.complaints).toEqual([])
  })
})
