/** What an order says about goods that are collected. */
export const pickup = {
  title: 'To be collected',
  code: 'Your code:',
  collector: 'Somebody else collects it? Their name:',
  save: 'Save',
  picture: 'The picture to show at the counter',
  readyBy: (time: string) => `Ready by ${time}.`,
  until: (time: string) => `We keep it for you until ${time}.`,
  status: {
    placed: 'We have your order and will get it ready.',
    picking: 'We are getting it ready.',
    ready: 'It waits for you. Show the picture at the counter, or say the code.',
    part_collected: 'The rest waits for you. Show the picture at the counter, or say the code.',
    collected: 'You have it. Thank you.',
    expired: 'It was not collected in time. Your money is paid back.',
    refused: 'It went back. Your money is paid back.',
    cancelled: 'This part was cancelled.',
  },
}
