// Files that people attach, and their errors.
export const files = {
  'file.add': '拍照或选择文件',
  'file.add_more': '再加一个',
  'file.full': '已经有{n}个，加新的请先移除一个。',
  'file.working': '正在压缩…',
  'file.sending': '正在上传…',
  'file.failed': '没有传上去',
  'file.retry': '再试一次',
  'file.remove': '移除',
  'file.remove_name': '移除{name}',
  'file.removed': '已移除{name}',
  'file.added': '已上传{name}',
  'file.open': '打开',
  'file.open_name': '打开{name}',
  'file.photo_n': '照片{n}',
  'file.file_n': '文件{n}',
  'file.chosen': '已上传的文件',
  'file.none': '没有附件',
  'file.kept': '这个文件还在本页，网络恢复后点“再试一次”。',
} as const

export const fileErrors = {
  'error.photo_heic': '这是 HEIC 格式的照片，这个浏览器打不开。请在手机“设置—相机—格式”里选“兼容性最佳”，或者转成 JPG 再传',
  'error.photo_broken': '这张照片打不开，请换一张再传',
  'error.photo_too_large': '照片尺寸太大（超过{max}百万像素），请缩小后再传',
  'error.file_large': '文件太大，请压缩到{mb}MB以内再传',
  'error.file_kind': '不支持这种文件，请上传照片（JPG、PNG）、PDF、Word 或 Excel',
  'error.file_empty': '这个文件是空的，请换一个',
  'error.blank_left': '还有“＿＿”没有填。请填上，或者删掉这半句',
} as const
