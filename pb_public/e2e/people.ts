import type { Page } from 'playwright-core'
import { open } from './browser'

// What people do with the portal's pages, in their words.

export async function register(page: Page, url: string, who: { phone?: string; email?: string; password: string; name: string }): Promise<void> {
  await open(page, `${url}/register`)
  await page.getByLabel('邮箱或手机号').fill(who.email ?? who.phone ?? '')
  await page.getByLabel('设置密码').fill(who.password)
  await page.getByLabel('姓名').fill(who.name)
  await page.getByLabel('所在地区').selectOption({ label: '洪雅县' })
  await page.getByLabel('我已年满18周岁').check()
  await page.getByLabel('我已阅读并同意').check()
  await page.getByRole('button', { name: '同意并注册' }).click()
  await page.waitForURL('**/me')
  await page.getByRole('heading', { level: 1, name: who.name }).waitFor()
}

export async function signIn(page: Page, url: string, login: string, password: string, next: string): Promise<void> {
  await open(page, `${url}/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel('邮箱或手机号').fill(login)
  await send(page, password, url + next)
}

export async function signInStaff(page: Page, url: string, login: { email: string; password: string }, first = '/staff/review'): Promise<void> {
  await open(page, `${url}/sign-in?staff=1`)
  await page.getByLabel('工作邮箱').fill(login.email)
  await send(page, login.password, url + first)
}

async function send(page: Page, password: string, then: string): Promise<void> {
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL(then)
  await page.waitForSelector('main h1')
}

/** Writes down how to be reached: what nobody else may see before both sides agree. */
export async function saveContact(page: Page, url: string, contact: { phone: string; email: string; wechat: string }): Promise<void> {
  await open(page, `${url}/me/settings`)
  const form = page.locator('form').filter({ has: page.getByRole('heading', { name: '联系方式' }) })
  await form.getByRole('textbox', { name: '电话' }).fill(contact.phone)
  await form.getByRole('textbox', { name: '微信号' }).fill(contact.wechat)
  await form.getByRole('textbox', { name: '联系邮箱' }).fill(contact.email)
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByText('联系方式已保存').waitFor()
}

/** Chooses fields the way a hand does: type, take the first that is offered. */
export async function chooseFields(page: Page, label: string, names: readonly string[]): Promise<void> {
  const input = page.getByRole('combobox', { name: label })
  for (const name of names) {
    await input.fill(name)
    await page.getByRole('option', { name }).first().click()
    await page.getByRole('button', { name: `移除${name}` }).waitFor()
  }
}

/** Goes on to the next step of a guided form, and waits for its heading. */
export async function goOn(page: Page, heading: string): Promise<void> {
  await page.locator('form.form').getByRole('button', { name: /^(下一步|保存并继续|保存并返回核对)$/ }).click()
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}
