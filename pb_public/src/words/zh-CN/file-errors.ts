// What can be wrong with a file or a text, beside the server's other codes.
export const fileErrors = {
  'error.photo_heic': '这是 HEIC 格式的照片，这个浏览器打不开。请在手机“设置—相机—格式”里选“兼容性最佳”，或者转成 JPG 再传',
  'error.photo_broken': '这张照片打不开，请换一张再传',
  'error.photo_too_large': '照片尺寸太大（超过{max}百万像素），请缩小后再传',
  'error.file_large': '文件太大，请压缩到{mb}MB以内再传',
  'error.file_kind': '不支持这种文件，请上传照片（JPG、PNG）、PDF、Word 或 Excel',
  'error.file_mislabelled': '“{name}”的内容其实是{kind}，和文件名的后缀不一致，请改正后缀或者换一个文件',
  'error.file_empty': '这个文件是空的，请换一个',
  'error.blank_left': '还有“＿＿”没有填。请填上，或者删掉这半句',
} as const
