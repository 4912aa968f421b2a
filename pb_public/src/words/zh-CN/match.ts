// A match at one glance, and several side by side.
export const match = {
  'match.pick': '加入比较',
  'match.pick_name': '把“{title}”加入比较',
  'match.picked': '已选{n}个，最多{max}个',
  'match.compare': '并排比较',
  'match.compare_need': '再选一个就能比较',
  'match.unpick': '清空',

  'detail.files': '照片和附件',
} as const
