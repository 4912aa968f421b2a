import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { RecordModel } from 'pocketbase'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk, flaws, phone, standing, startBrowser, visit } from './browser'
import { fillCounty, type County } from './county'
import { chooseFields, goOn, signIn } from './people'
import { startServer, type Server } from './server'

// Publishing over a bad line, in two windows, with a session that ends, and with what people paste: nothing typed is lost,
// nothing is stored twice.
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

const needs = (title: string): Promise<RecordModel[]> =>
  server.admin.collection('needs').getFullList({ filter: server.admin.filter('title = {:title}', { title }) })

async function begin(viewport = phone) {
  const one = await visit(browser, viewport)
  await signIn(one.page, server.url, county.owner.login, county.owner.password, '/publish/need')
  return one
}

/** Up to the step in which the situation is told. */
async function first(page: Page, title: string, summary: string): Promise<void> {
  await page.getByLabel('技术服务').check()
  await goOn(page, '用一句话做标题')
  await page.getByRole('textbox', { name: '标题' }).fill(title)
  await goOn(page, '把情况说清楚')
  await page.getByRole('textbox', { name: '摘要' }).fill(summary)
  await goOn(page, '现在是什么情况？')
}

/** Over the questions that may stay as they are, to the check page. */
async function rest(page: Page, from: string): Promise<void> {
  const all = ['现在是什么情况？', '已经试过哪些办法？', '有照片或资料吗？', '做到什么程度算解决？', '属于哪些领域？', '别人会用哪些词找到它？', '愿意怎样合作？', '在哪里？', '什么时候要？', '预算多少？', '是否显示单位名称？', '详细情况给谁看？', '在哪里展示？', '请核对后提交']
  for (const heading of all.slice(all.indexOf(from) + 1)) {
    if (heading === '别人会用哪些词找到它？') await chooseFields(page, '领域', ['茶叶'])
    await goOn(page, heading)
  }
}

/** A picture as a browser makes it, with as many bytes behind it as asked for. */
async function picture(page: Page, bytes = 0): Promise<Buffer> {
  const data = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 })
    const pen = canvas.getContext('2d')!
    pen.fillStyle = '#2e7d32'
    pen.fillRect(0, 0, 2400, 1800)
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!
  })
  return Buffer.concat([Buffer.from(data, 'base64'), Buffer.alloc(bytes)])
}

describe('publishing', () => {
  it('goes through on a slow line that breaks in the middle, one question a step', async () => {
    const title = '三百亩茶园机采后破损率高，求改进办法'
    const { page, complaints, close } = await begin()
    const line = await page.context().newCDPSession(page)
    await line.send('Network.enable')
    const slow = { latency: 300, downloadThroughput: 60_000, uploadThroughput: 40_000 }
    await line.send('Network.emulateNetworkConditions', { offline: false, ...slow })
    await first(page, title, '夏秋茶机采后叶片破损率约三成，影响等级，想请人调试采茶机并培训机手。')
    expect(await page.getByRole('textbox').count()).toBe(1)
    // Whom it would be recommended to, before it is published.
    await page.locator('.flow-matches').getByText('王老师').waitFor()

    await line.send('Network.emulateNetworkConditions', { offline: true, ...slow })
    await page.getByRole('textbox', { name: '详细情况' }).fill('采茶机是2021年买的，刀片换过一次，机手3人。')
    await goOn(page, '已经试过哪些办法？')
    await page.getByText('暂时连不上服务器').waitFor()
    await page.getByRole('textbox', { name: '已经试过的办法' }).fill('换过刀片，没有明显改善。')
    await goOn(page, '有照片或资料吗？')
    await page.locator('#attachments').setInputFiles({ name: '茶园.jpg', mimeType: 'image/jpeg', buffer: await picture(page) })
    await page.getByText('没有传上去').waitFor()

    await line.send('Network.emulateNetworkConditions', { offline: false, ...slow })
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.getByRole('button', { name: '打开照片1' }).waitFor()
    await rest(page, '有照片或资料吗？')
    expect(await flaws(page)).toEqual([])
    await page.getByText('换过刀片，没有明显改善。').waitFor()
    await page.getByRole('button', { name: '提交审核' }).dblclick()
    await page.getByRole('heading', { name: /已提交|已发布/ }).first().waitFor()

    const stored = await needs(title)
    expect(stored).toHaveLength(1)
    expect(stored[0]).toMatchObject({ detail: '采茶机是2021年买的，刀片换过一次，机手3人。', tried: '换过刀片，没有明显改善。' })
    expect(stored[0]?.attachments).toHaveLength(1)
    const steps = await server.admin.collection('events').getFullList({ filter: `record = "${stored[0]?.id ?? ''}" && action = "submit"` })
    expect(steps).toHaveLength(1)
    expect(complaints).toEqual([])
    await close()
  })

  it('fetches what later steps are made of when the person does something, not before', async () => {
    const one = await begin()
    const later = (): Promise<string[]> => one.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /(need|publish)-later/.test(name)))
    await one.page.reload()
    await one.page.getByLabel('技术服务').waitFor()
    expect(await later()).toEqual([])
    await one.page.getByLabel('技术服务').check()
    await expect.poll(async () => (await later()).length).toBeGreaterThan(1)
    await one.close()
  })

  it('makes one record when the answer to the first save is lost', async () => {
    const title = '答复丢失后茶园只存一次'
    const { page, close } = await begin()
    await page.route('**/api/collections/needs/records', async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    }, { times: 1 })
    await first(page, title, '第一次保存时网络中断，服务器已经收到，但答复没有回来。')
    await page.getByText('已保存草稿').waitFor()
    expect(await needs(title)).toHaveLength(1)
    await close()
  })

  it('goes on, on another device, where it was left', async () => {
    const title = '换一台电脑接着写的茶园需求'
    const one = await begin()
    await first(one.page, title, '在手机上写了一半，回到办公室在电脑上接着写。')
    await one.page.getByRole('textbox', { name: '详细情况' }).fill('手机上写的详细情况')
    // Nothing is pressed: leaving is enough.
    await one.page.getByText('已保存草稿').waitFor()
    await expect.poll(async () => (await needs(title))[0]?.detail, { timeout: 20_000 }).toBe('手机上写的详细情况')
    await one.close()

    const two = await visit(browser, desk)
    await signIn(two.page, server.url, county.owner.login, county.owner.password, '/me')
    await two.page.locator('.wait').filter({ hasText: title }).getByRole('link', { name: '继续填写' }).click()
    await two.page.getByRole('heading', { level: 1, name: '属于哪些领域？' }).waitFor()
    await two.page.getByRole('button', { name: '上一步' }).click()
    await two.page.getByRole('button', { name: '上一步' }).click()
    expect(await two.page.getByRole('textbox', { name: '详细情况' }).inputValue()).toBe('手机上写的详细情况')
    await two.close()
  })

  it('keeps the text when the session ends in the middle, and comes back to the same step', async () => {
    const title = '登录过期也不丢的茶园需求'
    const { page, close } = await begin()
    await first(page, title, '写到一半，账号在别处退出了所有设备。')
    await page.getByRole('textbox', { name: '详细情况' }).fill('退出以后才写的这一段')
    const owner = await server.admin.collection('members').getFirstListItem(`phone = "${county.owner.login}"`)
    await server.admin.collection('members').update(owner.id, { password: 'chayuan2027', passwordConfirm: 'chayuan2027' })
    county.owner.password = 'chayuan2027'
    // Saving by itself may have found it out before.
    await page.locator('form.form').getByRole('button', { name: '保存并继续' }).click({ timeout: 8000 }).catch(() => undefined)
    await page.waitForURL(/\/sign-in/)
    await page.getByLabel('邮箱或手机号').fill(county.owner.login)
    await page.getByLabel('密码', { exact: true }).fill(county.owner.password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.waitForURL(/\/publish\/need/)
    await page.getByRole('heading', { level: 1, name: '现在是什么情况？' }).waitFor()
    expect(await page.getByRole('textbox', { name: '详细情况' }).inputValue()).toBe('退出以后才写的这一段')
    await goOn(page, '已经试过哪些办法？')
    const stored = await needs(title)
    expect(stored.map((one) => one.detail)).toEqual(['退出以后才写的这一段'])
    await close()
  })

  it('lets two windows not overwrite each other', async () => {
    const title = '两个窗口写的茶园需求'
    const { page, close } = await begin(desk)
    await page.getByLabel('技术服务').check()
    await goOn(page, '一句话说清要解决什么')
    await page.getByRole('textbox', { name: '标题' }).fill(title)
    await page.getByRole('textbox', { name: '摘要' }).fill('第一个窗口写的摘要。')
    await goOn(page, '现在是什么情况？')
    const session = await page.evaluate(() => sessionStorage.getItem('kjy.auth'))
    const other = await page.context().newPage()
    await other.addInitScript((text) => { if (text) sessionStorage.setItem('kjy.auth', text) }, session)
    const id = (await needs(title))[0]?.id ?? ''
    await page.goto(`${server.url}/publish/need/${id}?step=detail`)
    await standing(page)
    await other.goto(`${server.url}/publish/need/${id}?step=detail`)
    await standing(other)
    await page.getByRole('textbox', { name: '详细情况' }).fill('第一个窗口写的详细情况')
    await page.getByText('已保存在这台设备上').or(page.getByText('已保存草稿')).first().waitFor()
    // The other had typed nothing: it follows.
    await expect.poll(() => other.getByRole('textbox', { name: '详细情况' }).inputValue(), { timeout: 15_000 }).toBe('第一个窗口写的详细情况')
    await other.getByRole('textbox', { name: '详细情况' }).fill('第二个窗口改成这样')
    await page.getByRole('textbox', { name: '已经试过的办法' }).fill('第一个窗口又写了这个')
    const asked = await Promise.race([page, other].map((one) => one.getByText('这份内容在另一个窗口里也改过').waitFor().then(() => one)))
    expect(await asked.getByRole('textbox', { name: '详细情况' }).inputValue()).not.toBe('')
    await asked.getByRole('button', { name: '以这里的内容为准' }).click()
    await asked.locator('form.form').getByRole('button', { name: '保存并继续' }).click()
    await asked.getByRole('heading', { level: 1, name: '做到什么程度算解决？' }).waitFor()
    expect(await needs(title)).toHaveLength(1)
    await close()
  })

  it('takes what Word and telephones paste, counts characters as people do, and cuts nothing off', async () => {
    const title = '粘贴进来的茶园需求🍵'
    const { page, close } = await begin()
    await first(page, title, '从 Word 粘贴：\u200b茶园\u00ad300亩\u2028第二行\t👨‍🌾发病约两成。')
    const long = `${'花椒园里三分种七分管。'.repeat(500)}`.slice(0, 5000)
    await page.getByRole('textbox', { name: '详细情况' }).fill(long)
    await page.getByText('超出2000个字').or(page.getByText(/超出|超过/)).first().waitFor()
    await page.locator('form.form').getByRole('button', { name: '保存并继续' }).click()
    await page.getByRole('alert').getByText('写得太长，最多3000个字').first().waitFor()
    expect(await page.getByRole('textbox', { name: '详细情况' }).inputValue()).toBe(long)
    await page.getByRole('textbox', { name: '详细情况' }).fill(long.slice(0, 3000))
    await goOn(page, '已经试过哪些办法？')
    const stored = (await needs(title))[0]
    expect(stored?.detail).toBe(long.slice(0, 3000))
    expect(stored?.summary).toBe('从 Word 粘贴：茶园300亩\n第二行 👨‍🌾发病约两成。')
    await close()
  })

  it('sends a photo of 20 MB small, and says what to do about a HEIC', async () => {
    const { page, complaints, close } = await begin()
    const title = '带大照片的茶园需求'
    await first(page, title, '现场照片很大，看看能不能传上去，能不能压缩。')
    await goOn(page, '已经试过哪些办法？')
    await goOn(page, '有照片或资料吗？')
    const input = page.locator('#attachments')
    await input.setInputFiles({ name: 'IMG_2041.HEIC', mimeType: 'image/heic', buffer: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1') })
    await page.getByText('这是 HEIC 格式的照片').first().waitFor()
    await page.getByRole('button', { name: '移除', exact: true }).click()
    const folder = mkdtempSync(join(tmpdir(), 'kejiyun-photo-'))
    writeFileSync(join(folder, '大照片.jpg'), await picture(page, 20 * 1024 * 1024))
    await input.setInputFiles(join(folder, '大照片.jpg'))
    await page.getByRole('button', { name: '打开照片1' }).waitFor()
    const stored = (await needs(title))[0]
    rmSync(folder, { recursive: true })
    const token = await server.admin.files.getToken()
    const answer = await fetch(`${server.url}/api/files/needs/${stored?.id ?? ''}/${String(stored?.attachments[0])}?token=${token}`)
    expect(Number(answer.headers.get('content-length'))).toBeLessThan(1024 * 1024)
    expect(complaints).toEqual([])
    expect(await flaws(page)).toEqual([])
    await close()
  })

  it('keeps a photo that could not be sent over a reload, and sends it once when the line is back', async () => {
    const { page, close } = await begin()
    const title = '断线时拍的茶园照片'
    await first(page, title, '在地里拍的照片，信号不好，回到家再传。')
    await goOn(page, '已经试过哪些办法？')
    await goOn(page, '有照片或资料吗？')
    const line = '**/api/collections/needs/records/**'
    await page.route(line, (route) => (route.request().method() === 'PATCH' ? route.abort('internetdisconnected') : route.fallback()))
    await page.locator('#attachments').setInputFiles({ name: '地里.png', mimeType: 'image/png', buffer: await picture(page) })
    await page.getByText('没有传上去').first().waitFor()
    await page.reload()
    await page.getByText('照片还在这台设备上').waitFor()
    expect((await needs(title))[0]?.attachments).toEqual([])
    await page.unroute(line)
    await page.goto(`${server.url}/publish/need?step=check`)
    await page.getByText('有1张照片或文件还没传上去').waitFor()
    await page.getByRole('link', { name: '去看看' }).click()
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.getByRole('button', { name: '打开照片1' }).waitFor()
    expect((await needs(title))[0]?.attachments).toHaveLength(1)
    await page.reload()
    await page.getByRole('button', { name: '打开照片1' }).waitFor()
    expect(await page.getByText('照片还在这台设备上').count()).toBe(0)
    expect(await flaws(page)).toEqual([])
    await close()
  })

  it('begins with a template, does not let its blanks through, and points at a posting that says the same', async () => {
    const { page, close } = await begin()
    await page.getByRole('button', { name: '从常用模板开始' }).click()
    await page.getByRole('button', { name: /病虫害诊断/ }).click()
    await goOn(page, '用一句话做标题')
    await page.locator('form.form').getByRole('button', { name: '保存并继续' }).click()
    await page.getByRole('alert').getByText('还有“＿＿”没有填').first().waitFor()
    await page.getByRole('textbox', { name: '标题' }).fill('三百亩茶园小绿叶蝉暴发，急需绿色防控方案')
    await page.getByText('您可能已经发布过这一条').waitFor()
    await page.getByRole('button', { name: '不是同一件事，继续填' }).click()
    await goOn(page, '把情况说清楚')
    await close()
  })

  it('copies an old posting into a new draft, once', async () => {
    const { page, close } = await visit(browser, desk)
    await signIn(page, server.url, county.owner.login, county.owner.password, '/me/postings')
    const title = '夏秋茶机采后叶片破损率偏高，求改进办法'
    await page.locator('.own').filter({ hasText: title }).getByRole('button', { name: '复制再发一条' }).dblclick()
    await page.getByRole('heading', { level: 1, name: '请核对后提交' }).waitFor()
    await page.getByText('您可能已经发布过这一条').waitFor()
    const all = await needs(title)
    expect(all.map((one) => one.status).sort()).toEqual(['draft', 'published'])
    await close()
  })
})
