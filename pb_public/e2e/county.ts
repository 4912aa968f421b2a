import PocketBase, { type RecordModel } from 'pocketbase'
import { makeStaff, type Server } from './server'

export const region = '511423000000'

/** A small county, filled the way people fill it: through the API, each with his own account. */
export interface County {
  staff: { email: string; password: string }
  worker: { login: string; password: string; id: string; offer: string }
  owner: { login: string; password: string; org: string; need: string }
  masked: string
}

export const password = 'chayuan2026'

export async function fillCounty(server: Server): Promise<County> {
  const staff = await makeStaff(server, 'staff', region)
  const desk = new PocketBase(server.url)
  await desk.collection('staff').authWithPassword(staff.email, staff.password)

  const one = await member(server, '13800000001', '王德明')
  const profile = await one.collection('workers').create({
    member: one.authStore.record?.id, display_name: '王老师', real_name: '王德明', unit: '县农业技术推广中心', unit_public: true, unit_type: 'agency',
    title_level: 'associate_senior', title_name: '高级农艺师', fields: ['s04', 's13'], keywords: ['绿色防控', '茶小绿叶蝉'], region,
    intro: '从事茶树栽培与植保26年，在12个村推广绿色防控，帮助茶农减少用药三成，主持县级课题4项，常年上门服务。',
    radius: 'city', modes: ['on_site', 'training'], fee: 'free', availability: 'open', max_open: 3,
  })
  const me = await one.send('/api/portal/me', {})
  const offer = me.worker.offer as string
  await publish(one, desk, 'offers', offer)

  const two = await member(server, '13800000002', '李秀英')
  const org = await two.send('/api/portal/orgs', { method: 'POST', body: {
    name: '青衣江茶叶专业合作社', uscc: '91350100M000100Y43', type: 'cooperative', scale: 'small', region, address: '止戈镇', intro: '社员120户，茶园300亩。',
  } })
  const need = await two.collection('needs').create(needOf(org.id, '三百亩茶园小绿叶蝉暴发，急需绿色防控方案', 'named'))
  await publish(two, desk, 'needs', need.id)
  const masked = await two.collection('needs').create(needOf(org.id, '夏秋茶机采后叶片破损率偏高，求改进办法', 'masked'))
  await publish(two, desk, 'needs', masked.id)
  return {
    staff,
    worker: { login: '13800000001', password, id: profile.id, offer },
    owner: { login: '13800000002', password, org: org.id, need: need.id },
    masked: masked.id,
  }
}

function needOf(org: string, title: string, anonymity: string): Record<string, unknown> {
  return {
    org, kind: 'service', title, anonymity, region, fields: ['s04', 's13'], keywords: ['茶小绿叶蝉', '绿色防控'], cooperation: ['consulting'],
    summary: '近两年小绿叶蝉发生严重，夏秋茶减产约四成，希望找到少用化学农药的办法，并培训20名管护人员。',
    detail: '茶园300亩，树龄8年，品种为福鼎大白茶，海拔约700米。去年6月起虫口密度明显上升，打药4次仍反弹，采摘期用药受限。希望有人上门看一看，给出全年的防控方案，并带着管护人员做一遍。',
    metrics: '百叶虫口降到5头以下，全年用药不超过2次。', tried: '试过黄板和吡虫啉，效果只能维持一周左右。', detail_to: 'members',
    budget: '1_5', amount: 30000, deadline: new Date(Date.now() + 100 * 86_400_000).toISOString(), urgency: 'soon', share: 'province',
  }
}

export async function member(server: Server, phone: string, name: string): Promise<PocketBase> {
  const pb = new PocketBase(server.url)
  pb.autoCancellation(false)
  const site = await pb.send('/api/portal/site', {})
  await pb.send('/api/portal/register', { method: 'POST', body: {
    login: phone, password, name, region, adult: true, consent: true, consent_version: site.consent_version,
  } })
  const { record } = await pb.collection('members').authWithPassword<RecordModel>(phone, password)
  // The server grants this when staff have called the number; here the superuser stands in for them.
  await server.admin.collection('members').update(record.id, { verified: true })
  return pb
}

export async function publish(owner: PocketBase, desk: PocketBase, side: 'needs' | 'offers', id: string): Promise<void> {
  const sent = await owner.send(`/api/portal/${side}/${id}/submit`, { method: 'POST', body: { consent: true } })
  if (sent.status === 'pending') await desk.send(`/api/portal/${side}/${id}/publish`, { method: 'POST', body: {} })
}

/** Gives a member who signs in by telephone an address, and the digest that is due to them: the mail, whose `member` they are. */
export async function digestOf(server: Server, phone: string, email: string): Promise<RecordModel> {
  const members = server.admin.collection('members')
  const { id } = await members.getFirstListItem(server.admin.filter('phone = {:phone}', { phone }))
  await members.update(id, { email, verified: true, digest: 'daily', digest_hour: '00:00' })
  await members.update(id, { digest_period: '' }) // a new wish waits for its next time; this one is older
  server.run('job', 'run', 'digest')
  return server.admin.collection('outbox').getFirstListItem(server.admin.filter('kind = "digest" && member = {:id}', { id }))
}
