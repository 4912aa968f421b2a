// Files that people attach.
export const files = {
  'file.add': '拍照或选择文件',
  'file.add_more': '再加一个',
  'file.full': '已经有{n}个，加新的请先移除一个。',
  'file.working': '正在压缩…',
  'file.sending': '正在上传…',
  'file.failed': '没有传上去',
  'file.kept': '上次没有传完，照片还在这台设备上',
  'file.retry': '再试一次',
  'file.remove': '移除',
  'file.remove_name': '移除{name}',
  'file.removed': '已移除{name}',
  'file.added': '已上传{name}',
  'file.open_name': '打开{name}',
  'file.photo_n': '照片{n}',
  'file.file_n': '文件{n}',
  'file.chosen': '已上传的文件',
} as const
