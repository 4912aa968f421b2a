export const dockErrors: Record<string, string> = {
  'error.choose_own': 'Please choose one',
  'error.choose_score': 'Please choose a score',
  'error.choose_outcome': 'Please choose an outcome',
  'error.choose_contract': 'Please choose the type of contract',
  'error.number_whole': 'Please write a whole number, for example 12',
  'error.number_plain': 'Please write a number, for example 30000',
  'error.message_empty': 'Please write something, or add a file',
}
