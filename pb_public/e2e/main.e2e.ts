import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { desk, flaws, open, phone, standing, startBrowser, visit, type Visit } from './browser'
import { chooseFields, goOn, register, saveContact, signInStaff } from './people'
import { linkIn, makeStaff, startServer, type Server } from './server'

// The main job, end to end, as five people live it: a worker on a phone, an org's clerk at a desk, the association's
// staff, and a visitor who was never asked who he is. What each of them was sent is read at the end.
const wang = {
  phone: '13911110001', password: 'lvsefangkong1', name: '王德明', real: '王明德',
  contact: { phone: '0833-5550001', email: 'wang.private@mail.test', wechat: 'wdm_tea_26' },
}
const li = {
  email: 'li.xiuying@hezuoshe.test', password: 'qingyijiang2', name: '李秀英',
  contact: { phone: '13922220002', email: 'li.second@mail.test', wechat: 'lxy_qingyi' },
}
const org = '青衣江茶叶专业合作社'
const title = '三百亩茶园小绿叶蝉防治，求绿色防控方案'
const amount = '36500'

let server: Server
let browser: Browser
let worker: Visit
let owner: Visit
let staff: Visit
let visitor: Visit
let need = ''

beforeAll(async () => {
  server = await startServer()
  const login = await makeStaff(server, 'staff', '511423000000')
  browser = await startBrowser()
  worker = await visit(browser, phone)
  owner = await visit(browser, desk)
  staff = await visit(browser, desk)
  visitor = await visit(browser, phone)
  await signInStaff(staff.page, server.url, login)
})
afterAll(async () => {
  await Promise.allSettled([browser?.close(), server?.stop()])
})

// Each step stands on the one before.
let broken = false
beforeEach((test) => { if (broken) test.skip() })
afterEach((test) => { broken ||= test.task.result?.state === 'fail' })

async function queue(page: Page, list: string): Promise<void> {
  await open(page, `${server.url}/staff/review?list=${list}`)
}

describe('the main job', () => {
  it('takes a worker in by telephone number, and says that staff must confirm it', async () => {
    const { page } = worker
    await register(page, server.url, wang)
    await page.getByRole('heading', { name: '等待县科协核对手机号' }).waitFor()
    await page.getByText(`县科协会打${wang.phone}与您核对`).waitFor()
    await saveContact(page, server.url, wang.contact)
  })

  it('takes a clerk in by e-mail, who proves the address with the link from the mail', async () => {
    const { page } = owner
    await register(page, server.url, li)
    await page.getByRole('heading', { name: '验证您的邮箱' }).waitFor()
    await open(page, `${server.url}${await linkIn(server, li.email, '/verify#')}`)
    await page.getByText('邮箱验证成功').waitFor()
    await page.getByRole('link', { name: '去我的主页' }).click()
    await page.getByRole('heading', { level: 1, name: li.name }).waitFor()
    expect(await page.getByText('验证您的邮箱').count()).toBe(0)
    await saveContact(page, server.url, li.contact)
  })

  it('registers the org, and refuses a mistyped code', async () => {
    const { page } = owner
    await open(page, `${server.url}/me`)
    await page.getByRole('link', { name: '登记单位并发布需求' }).click()
    await page.getByRole('textbox', { name: '统一社会信用代码' }).fill('91350100m000100y44')
    await page.getByRole('textbox', { name: '单位全称' }).fill(org)
    await page.getByLabel('单位类型').selectOption({ label: '农民合作社' })
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByRole('alert').getByText('统一社会信用代码').first().waitFor()
    expect(await page.getByRole('textbox', { name: '单位全称' }).inputValue()).toBe(org)
    await page.getByRole('textbox', { name: '统一社会信用代码' }).fill('91350100M000100Y43')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('单位已登记').waitFor()
    await page.getByRole('link', { name: '继续', exact: true }).click()
  })

  it('leads the clerk through a need, step by step', async () => {
    const { page } = owner
    await page.getByRole('heading', { level: 1, name: '您需要哪一类帮助？' }).waitFor()
    await page.getByLabel('技术服务').check()
    await goOn(page, '一句话说清要解决什么')
    await page.getByRole('textbox', { name: '标题' }).fill(title)
    await page.getByRole('textbox', { name: '摘要' }).fill('茶园近两年小绿叶蝉严重，夏秋茶减产约四成，想请人到园里诊断，定出全年绿色防控方案，并培训管护人员。')
    await goOn(page, '现在是什么情况？')
    await page.getByRole('textbox', { name: '详细情况' }).fill('福鼎大白茶，树龄8年，海拔700米。去年6月起虫口明显上升，打药4次仍反弹，采摘期用药受限。')
    await goOn(page, '做到什么程度算解决？')
    // The clarity check says what is missing while there is still time.
    await page.locator('.flow-hints').getByText('考核指标').first().waitFor()
    expect(await flaws(page)).toEqual([])
    await goOn(page, '属于哪些领域？')
    await chooseFields(page, '领域', ['茶叶', '植保与土肥'])
    await goOn(page, '在哪里、什么时候要、预算多少？')
    await page.getByLabel('预算范围').selectOption({ label: '1万—5万元' })
    await page.getByRole('textbox', { name: '准确预算' }).fill(amount)
    await goOn(page, '谁能看到什么？')
    await goOn(page, '请核对后提交')
    expect(await flaws(page)).toEqual([])
    await page.getByRole('button', { name: '提交审核' }).click()
    await page.getByText('已提交，等待县科协审核').waitFor()
    need = /\/publish\/need\/(\w+)/.exec(page.url())?.[1] ?? ''
    expect(need).not.toBe('')
  })

  it('lets staff confirm the worker\'s account and send the need back with a reason', async () => {
    const { page } = staff
    await queue(page, 'accounts')
    // Who proved the address himself waits for nobody.
    expect(await page.getByRole('heading', { name: li.name }).count()).toBe(0)
    const account = page.locator('main li').filter({ has: page.getByRole('heading', { name: wang.name }) })
    await account.getByRole('button', { name: '已核对，确认账号' }).click()
    await page.getByText('账号已确认').first().waitFor()

    await queue(page, 'postings')
    await page.locator('.review-desk__main').getByRole('heading', { name: title }).waitFor()
    await page.getByRole('button', { name: '退回修改' }).click()
    await page.getByLabel('缺少要达到的指标').check()
    expect(await flaws(page)).toEqual([])
    await page.getByRole('button', { name: '确认退回' }).click()
    await page.getByText('已退回，对方会看到原因').waitFor()
  })

  it('shows the clerk why, and takes the mended need again', async () => {
    const { page } = owner
    await open(page, `${server.url}/me`)
    const waiting = page.locator('.wait--returned')
    await waiting.getByRole('heading', { name: `退回修改：${title}` }).waitFor()
    await waiting.getByText('缺少要达到的指标').waitFor()
    await waiting.getByText('要达到的数字和单位').waitFor()
    await waiting.getByRole('link', { name: '去修改' }).click()
    await page.getByRole('heading', { level: 1, name: '请核对后提交' }).waitFor()
    await page.getByRole('link', { name: /修改\s*考核指标/ }).click()
    await page.getByRole('textbox', { name: '考核指标' }).fill('百叶虫口降到5头以下，全年用药不超过2次，培训20人。')
    await goOn(page, '请核对后提交')
    await page.getByRole('button', { name: '改好了，重新提交' }).click()
    await page.getByText('已提交，等待县科协审核').waitFor()
  })

  it('lets staff publish it', async () => {
    const { page } = staff
    await queue(page, 'postings')
    await page.locator('.review-desk__main').getByRole('heading', { name: title }).waitFor()
    await page.getByRole('button', { name: '通过并发布' }).click()
    await page.getByText('已发布，系统正在配对').waitFor()
  })

  it('lets the worker put up a profile on the phone, and staff publish it', async () => {
    const { page } = worker
    await open(page, `${server.url}/me`)
    expect(await page.getByText('等待县科协核对手机号').count()).toBe(0)
    await page.getByRole('link', { name: '填写科技工作者档案' }).click()
    await page.getByRole('textbox', { name: '对外显示的称呼' }).fill('王老师')
    await page.getByRole('textbox', { name: '真实姓名' }).fill(wang.real)
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

    await queue(staff.page, 'postings')
    await staff.page.locator('.review-desk__main').getByText('绿色防控').first().waitFor()
    await staff.page.getByRole('button', { name: '通过并发布' }).click()
    await staff.page.getByText('已发布，系统正在配对').waitFor()
  })

  it('shows the worker the need and why it fits', async () => {
    const { page } = worker
    await open(page, `${server.url}/me`)
    const match = page.locator('.match').filter({ hasText: title })
    await match.waitFor()
    expect(await match.locator('.match__fit').textContent()).toMatch(/小绿叶蝉|绿色防控|茶叶/)
    await match.getByText('配对依据').click()
    await match.getByText('共同的关键词').waitFor()
    expect(await flaws(page)).toEqual([])
    await match.getByRole('link', { name: '查看详情' }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByText('福鼎大白茶').waitFor()
    await worker.look()
    await page.getByRole('link', { name: org }).click()
    await page.getByRole('heading', { level: 1, name: org }).waitFor()
    await worker.look()
  })

  it('shows the clerk the worker and why on the need\'s page', async () => {
    const { page } = owner
    await open(page, `${server.url}/me`)
    await page.locator('.match').filter({ hasText: '王老师' }).waitFor()
    await open(page, `${server.url}/needs/${need}`)
    const match = page.locator('.match').filter({ hasText: '王老师' })
    await match.waitFor()
    expect(await match.locator('.match__fit').textContent()).toMatch(/小绿叶蝉|绿色防控|茶叶/)
    await match.getByText('配对依据').click()
    expect(await flaws(page)).toEqual([])
    await match.getByRole('link', { name: '查看详情' }).click()
    await page.getByRole('heading', { name: '提供者' }).waitFor()
    await page.getByRole('link', { name: '王老师' }).first().click()
    await page.getByRole('heading', { level: 1, name: '王老师' }).waitFor()
    await owner.look()
  })
})

describe('a visitor', () => {
  it('finds the need with a word of two characters; filters stand in the address and last over reload and back', async () => {
    const { page } = visitor
    await open(page, `${server.url}/`)
    await page.getByLabel('看谁需要我').check()
    await page.getByRole('searchbox', { name: '搜索能人、服务或需求' }).fill('茶园')
    await page.getByRole('search').getByRole('button', { name: '搜索' }).click()
    await page.getByText('“茶园”共找到1条').waitFor()
    await page.getByRole('link', { name: title }).waitFor()
    await page.getByRole('button', { name: '筛选条件' }).click()
    await page.getByLabel('类型', { exact: true }).selectOption('service')
    await page.waitForURL((url) => url.searchParams.get('kind') === 'service' && url.searchParams.get('q') === '茶园')
    await page.getByRole('button', { name: '去掉条件：技术服务' }).waitFor()
    await page.getByLabel('预算', { exact: true }).selectOption('1_5')
    await page.waitForURL((url) => url.searchParams.get('budget') === '1_5')
    await page.getByRole('button', { name: '去掉条件：1万—5万元' }).waitFor() // by then the list is asked for

    await visitor.look()
    await page.reload()
    await standing(page)
    await page.getByText('“茶园”共找到1条').waitFor()
    await page.getByRole('button', { name: '去掉条件：技术服务' }).waitFor()
    await page.getByRole('button', { name: '去掉条件：1万—5万元' }).waitFor()
    await page.getByRole('link', { name: title }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.goBack()
    await page.getByRole('button', { name: '去掉条件：1万—5万元' }).waitFor()
    await page.goBack()
    await page.getByRole('button', { name: '去掉条件：1万—5万元' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '去掉条件：技术服务' }).waitFor()
    await page.getByText('“茶园”共找到1条').waitFor()
  })

  it('browses everything there is to browse', async () => {
    const { page } = visitor
    for (const list of ['needs', 'offers', 'workers', 'teams']) {
      await open(page, `${server.url}/${list}`)
      const hrefs = await page.locator('main h2 a, main h3 a').evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''))
      for (const href of hrefs) await open(page, server.url + href)
    }
    await open(page, `${server.url}/needs/${need}`)
    await page.getByRole('link', { name: org }).click()
    await page.getByRole('heading', { level: 1, name: org }).waitFor()
    await visitor.look()
    expect(await page.getByText('福鼎大白茶').count()).toBe(0)
  })
})

describe('what went over the wire', () => {
  const secretsOf = (who: { phone?: string; email?: string; name: string; real?: string; contact: object }): string[] =>
    [who.phone, who.email, who.name, who.real, ...Object.values(who.contact) as string[]].filter((one): one is string => !!one)

  // A number with spaces or dashes in it is the same number.
  const plain = (text: string): string => text.replace(/[\s-]/g, '')
  function leaks(one: Visit, secrets: string[]): string[] {
    const raw = one.traffic.join('\n')
    const seen = `${raw}\n${plain(raw)}\n${raw.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))}`
    return secrets.filter((secret) => seen.includes(secret) || seen.includes(plain(secret)))
  }

  it('never told one side the other\'s telephone, address, name or exact budget, and a visitor neither\'s', async () => {
    for (const one of [worker, owner, visitor]) {
      await one.look()
      expect(one.lost, 'answers that nobody read').toEqual([])
    }
    // The net has no hole: what each may see is there.
    expect(leaks(worker, [title, wang.phone, wang.contact.wechat])).toHaveLength(3)
    expect(leaks(owner, ['王老师', li.email, li.contact.phone, amount])).toHaveLength(4)
    expect(leaks(visitor, [title, '王老师', org])).toHaveLength(3)
    expect(leaks(staff, [wang.name])).toHaveLength(1)

    expect(leaks(worker, [...secretsOf(li), amount])).toEqual([])
    expect(leaks(owner, secretsOf(wang))).toEqual([])
    expect(leaks(visitor, [...secretsOf(li), ...secretsOf(wang), amount, '福鼎大白茶'])).toEqual([])
  })

  it('made no browser complain', () => {
    for (const one of [worker, owner, staff, visitor]) expect(one.complaints).toEqual([])
  })
})
