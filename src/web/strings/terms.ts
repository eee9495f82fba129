/** What is said when documents have changed that members accept. */
export const termsWords = {
  changed: 'What holds here has changed. Please read and accept it to go on publishing.',
  look: 'Read',
  title: 'What holds here has changed',
  text: 'Please read these anew. Until you accept them you can look around, but not publish.',
  later: 'Later',
  accept: 'I accept',
  accepted: 'Thank you.',
} as const
