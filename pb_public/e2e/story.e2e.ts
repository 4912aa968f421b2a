import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk, flaws, open, phone, startBrowser, visit, type Visit } from './browser'
import { chooseFields, goOn, register, signInStaff } from './people'
import { makeStaff, startServer, type Server } from './server'

// The main job, from two registrations to a match that both sides see: a worker and an org on phones, staff at a desk.
const wang = { phone: '13911110001', password: 'lvsefangkong1', name: '王德明' }
const li = { phone: '13911110002', password: 'qingyijiang2', name: '李秀英' }
const title = '三百亩茶园小绿叶蝉防治，求绿色防控方案'

let server: Server
let browser: Browser
let worker: Visit
let owner: Visit
let staff: Visit

beforeAll(async () => {
  server = await startServer()
  const login = await makeStaff(server, 'staff', '511423000000')
  browser = await startBrowser()
  worker = await visit(browser, phone)
  owner = await visit(browser, phone)
  staff = await visit(browser, desk)
  await signInStaff(staff.page, server.url, login)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe('the main job', () => {
  it('takes a worker and an org\'s clerk in, and staff confirm both by telephone', async () => {
    await register(worker.page, server.url, wang)
    await register(owner.page, server.url, li)
    for (const name of [wang.name, li.name]) {
      await open(staff.page, `${server.url}/staff/review?list=accounts`)
      const account = staff.page.locator('main li').filter({ has: staff.page.getByRole('heading', { name }) })
      await account.getByRole('button', { name: '已核对，确认账号' }).click()
      await staff.page.getByText('账号已确认').first().waitFor()
    }
    expect(await flaws(staff.page)).toEqual([])
  })

  it('lets the worker put up a profile', async () => {
    const { page } = worker
    await open(page, `${server.url}/me/worker`)
    await page.getByRole('textbox', { name: '对外显示的称呼' }).fill('王老师')
    await page.getByRole('textbox', { name: '工作单位' }).fill('县农业技术推广中心')
    await page.getByRole('combobox', { name: /^职称/ }).selectOption({ label: '副高级职称' })
    await chooseFields(page, '擅长的领域', ['茶叶', '植保与土肥'])
    await page.getByRole('textbox', { name: '关键词' }).fill('绿色防控、小绿叶蝉')
    await page.getByRole('textbox', { name: '介绍' }).fill('从事茶树栽培与植保26年，擅长茶小绿叶蝉、茶尺蠖的绿色防控。近三年指导12家合作社、6000亩茶园，用药减少三成，常年上门诊断，每年办两期培训。')
    await page.getByLabel('上门服务').check()
    await page.getByLabel('公益免费').check()
    await page.getByLabel('我同意公开这份档案').check()
    expect(await flaws(page)).toEqual([])
    await page.getByRole('button', { name: '提交审核' }).click()
    await page.getByText('档案已提交，等待县科协审核').waitFor()
  })

  it('lets the clerk register the org and publish a need in steps, which lasts over a reload', async () => {
    const { page } = owner
    await open(page, `${server.url}/me/org`)
    await page.getByRole('textbox', { name: '统一社会信用代码' }).fill('91350100m000100y44')
    await page.getByRole('textbox', { name: '单位全称' }).fill('青衣江茶叶专业合作社')
    await page.getByLabel('单位类型').selectOption({ label: '农民合作社' })
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByRole('alert').getByText('统一社会信用代码').first().waitFor()
    await page.getByRole('textbox', { name: '统一社会信用代码' }).fill('91350100M000100Y43')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('单位已登记').waitFor()

    await open(page, `${server.url}/publish/need`)
    await page.getByLabel('技术服务').check()
    await goOn(page, '一句话说清要解决什么')
    await page.getByRole('textbox', { name: '标题' }).fill(title)
    await page.getByRole('textbox', { name: '摘要' }).fill('茶园近两年小绿叶蝉严重，夏秋茶减产约四成，想请人到园里诊断，定出全年绿色防控方案，并培训管护人员。')
    await page.waitForTimeout(900)
    await page.reload()
    await page.waitForSelector('main h1')
    await page.getByRole('textbox', { name: '标题' }).waitFor()
    expect(await page.getByRole('textbox', { name: '标题' }).inputValue()).toBe(title)
    await goOn(page, '现在是什么情况？')
    await page.getByRole('textbox', { name: '详细情况' }).fill('福鼎大白茶，树龄8年，海拔700米。去年6月起虫口明显上升，打药4次仍反弹，采摘期用药受限。')
    await goOn(page, '做到什么程度算解决？')
    expect(await flaws(page)).toEqual([])
    await goOn(page, '属于哪些领域？')
    await chooseFields(page, '领域', ['茶叶', '植保与土肥'])
    await goOn(page, '在哪里、什么时候要、预算多少？')
    await page.getByLabel('预算范围').selectOption({ label: '1万—5万元' })
    await page.getByRole('textbox', { name: '准确预算' }).fill('36500')
    await goOn(page, '谁能看到什么？')
    await goOn(page, '请核对后提交')
    expect(await flaws(page)).toEqual([])
    await page.getByRole('button', { name: '提交审核' }).click()
    await page.getByText('已提交，等待县科协审核').waitFor()
  })

  it('lets staff publish the profile and send the need back with a reason', async () => {
    const { page } = staff
    await open(page, `${server.url}/staff/review?list=postings`)
    await page.locator('.queue').getByText('绿色防控', { exact: false }).first().waitFor()
    await page.locator('.queue a').filter({ hasNotText: title }).first().click()
    await page.getByRole('button', { name: '通过并发布' }).click()
    await page.getByText('已发布，系统正在配对').waitFor()
    await open(page, `${server.url}/staff/review?list=postings`)
    await page.locator('.review-desk__main').getByRole('heading', { name: title }).waitFor()
    await page.getByRole('button', { name: '退回修改' }).click()
    await page.getByLabel('缺少要达到的指标').check()
    expect(await flaws(page)).toEqual([])
    await page.getByRole('button', { name: '确认退回' }).click()
    await page.getByText('已退回，对方会看到原因').waitFor()
  })

  it('shows the clerk why, takes the mended need, and staff publish it', async () => {
    const { page } = owner
    await open(page, `${server.url}/me`)
    await page.getByText(`退回修改：${title}`).waitFor()
    await page.getByRole('link', { name: '去修改' }).click()
    await page.getByRole('heading', { level: 1, name: '请核对后提交' }).waitFor()
    await page.getByText('缺少要达到的指标').first().waitFor()
    await page.getByRole('link', { name: /修改\s*考核指标/ }).click()
    await page.getByRole('textbox', { name: '考核指标' }).fill('百叶虫口降到5头以下，全年用药不超过2次，培训20人。')
    await goOn(page, '请核对后提交')
    await page.getByRole('button', { name: '改好了，重新提交' }).click()
    await page.getByText('已提交，等待县科协审核').waitFor()

    await open(staff.page, `${server.url}/staff/review?list=postings`)
    await staff.page.getByRole('button', { name: '通过并发布' }).click()
    await staff.page.getByText('已发布，系统正在配对').waitFor()
  })

  it('shows the worker the need and why it fits, and the clerk the worker', async () => {
    await open(worker.page, `${server.url}/me`)
    const forWorker = worker.page.locator('.match').filter({ hasText: title })
    await forWorker.waitFor()
    expect(await forWorker.locator('.match__fit').textContent()).toMatch(/小绿叶蝉|绿色防控|茶叶/)
    expect(await flaws(worker.page)).toEqual([])

    await open(owner.page, `${server.url}/me/postings`)
    await owner.page.getByRole('link', { name: title }).first().click()
    const forOwner = owner.page.locator('.match').filter({ hasText: '王老师' })
    await forOwner.waitFor()
    expect(await forOwner.locator('.match__fit').textContent()).toMatch(/小绿叶蝉|绿色防控|茶叶/)
    expect(await flaws(owner.page)).toEqual([])
  })

  it('never sent one side the other\'s telephone, name or exact budget', () => {
    const seenByWorker = worker.traffic.join('\n')
    const seenByOwner = owner.traffic.join('\n')
    expect(seenByWorker).toContain(title)
    expect(seenByOwner).toContain('王老师')
    expect([li.phone, li.name, '36500'].filter((secret) => seenByWorker.includes(secret))).toEqual([])
    expect([wang.phone, wang.name].filter((secret) => seenByOwner.includes(secret))).toEqual([])
    for (const one of [worker, owner, staff]) expect(one.complaints).toEqual([])
  })
})
