// What can be wrong with a file or a text, beside the server’s other codes.
export const fileErrors = {
  'error.photo_heic': 'This is a HEIC photo, which this browser cannot open. Choose “Most Compatible” under Settings – Camera – Formats, or convert it to JPG',
  'error.photo_broken': 'This photo cannot be opened; please use another',
  'error.photo_too_large': 'The photo is too large (more than {max} megapixels); please make it smaller',
  'error.file_large': 'The file is too large; please bring it below {mb} MB',
  'error.file_mislabelled': '“{name}” really holds {kind}, which is not what its name says; please rename it or choose another file',
  'error.file_kind': 'This kind of file is not accepted; please upload a photo (JPG, PNG), PDF, Word or Excel',
  'error.file_empty': 'This file is empty; please use another',
  'error.blank_left': 'There is a “＿＿” left. Please fill it in, or delete that half of the sentence',
} as const
