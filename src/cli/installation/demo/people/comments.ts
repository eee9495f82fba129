import type { SceneName } from '../pictures/index.ts'

/** What people say below pictures of a kind. */
export const remarks: Readonly<Record<SceneName, readonly string[]>> = {
  mountains: [
    'How early is “early”? Asking for my legs.',
    'The third ridge from the left has my whole heart.',
    'I can hear the quiet.',
    'Krásné! Kde to je?',
    'My knees say no, my eyes say yes.',
    'Saved for the next time I am in a meeting.',
  ],
  forest: [
    'Smells like rain, even from here.',
    'This is what I see when I close my eyes at work.',
    'Somewhere in there is a very smug squirrel.',
    'Härligt.',
    'I would get lost in four minutes. Happily.',
  ],
  sea: [
    'That red sail!',
    'Çok güzel olmuş, eline sağlık.',
    'I only came here for one minute and now I have stayed ten.',
    'Le bruit de l’eau, je l’entends.',
    'Put a chair there for me.',
    'πανέμορφο 💙',
  ],
  desert: [
    'ما شاء الله',
    'The wind is a better designer than I am.',
    'How is it that empty looks so full?',
    'My shoes remember this.',
    'The camels know something.',
  ],
  city: [
    'One of those windows is mine, I hope the lights are off.',
    '와, 색감 미쳤다',
    'The moon did its job there.',
    'It never looks this calm when I am in it.',
    'Which floor is the noodle place on?',
  ],
  aurora: [
    'I have wanted to see this since I was six.',
    'Vackert!',
    'How cold were your hands, honestly?',
    'The hut with the one light. Perfect.',
    'No picture can be this green. And yet.',
  ],
  balloons: [
    'Take me with you. I weigh nothing, emotionally.',
    'The stripes!!',
    'I am afraid of heights and still want this.',
    'How do you get back?',
    'Class 7B says hello 👋',
  ],
  street: [
    'I would live in the yellow one and never go out.',
    'The flower boxes are doing a lot of work here.',
    'Que colores tan bonitos.',
    'Our street took a vote on paint. It is still grey.',
    'Prachtig!',
  ],
  'still-life': [
    'That jug has seen things.',
    'A painter would have moved the apple. You were right not to.',
    'Che luce!',
    'I can taste the plums.',
    'Caravaggio, but in a good mood.',
  ],
  coffee: [
    'Frame the heart.',
    'おいしそう',
    'I have had three and this still made me want one.',
    'Mine always looks like a potato. A sincere potato.',
    'The saucer matches the mood.',
  ],
  plate: [
    'Recipe or it did not happen.',
    'Ngon quá!',
    'I am at the door. Which door is it?',
    '¿Y eso pica?',
    'Saved, shown to my mother, mother unimpressed, I am impressed.',
    'This is cruelty before lunch.',
  ],
  plant: [
    'It is growing towards your screen. It wants to be famous.',
    'Mine died when I read the caption.',
    'What do you feed it? Compliments?',
    'So green!',
    'New leaf party! I bring snacks.',
  ],
  books: [
    'Third shelf, second from the right: excellent choice.',
    'Знайшов кота!',
    'Do they have to be sorted by colour? (Please say no.)',
    'J’en ai lu la moitié. Bon, un quart.',
    'I can smell the paper.',
    'Lend me one. I will bring it back. (I will not.)',
  ],
  cat: [
    'The face of somebody who has never paid rent.',
    'איזה יופי 😻',
    'Give him the raise he wants.',
    'He knows what you did.',
    'Tell him I said hello and that I am sorry.',
    'γατούλα! 😻',
  ],
  poster: [
    'I would hang this over my bed and sleep better.',
    'The dots. THE DOTS.',
    'Sehr schön. Der Kreis unten links stört mich, und genau das ist gut.',
    'Is there a print of it?',
    'This is what jazz looks like.',
  ],
  waves: [
    'I want this as a scarf.',
    'So many layers and none of them shouts.',
    'My screen has never looked better.',
    'Þetta væri fín peysa.',
    'Calm and busy at once. Like my aunt.',
  ],
  lights: [
    'I also do not own a tripod.',
    'Looks how the song sounded.',
    'So soft!',
    'Blurry on purpose is still art.',
    'Where was this? I could hear it from home.',
  ],
  chart: [
    'What happened in the middle?!',
    'Finally a chart with feelings.',
    'The y axis is “vibes”, I assume.',
    'I need this on the wall of our office.',
    'Peer review: approved, with jealousy.',
  ],
}

/** What people answer to a remark. */
export const answers: readonly string[] = [
  'Ha, true.',
  'Thank you! ❤️',
  'I shall pass that on.',
  'You are too kind.',
  'Come and see for yourself!',
  'That made my day, thank you.',
  'Exactly this.',
  'Next time we go together.',
  '😂',
  'I thought the same, did not dare to say it.',
  'Only on Tuesdays.',
  'Do not tell the others.',
]

/** What is said to the person who visits the demo. */
export const welcomes: readonly string[] = [
  'Welcome! You picked a good window. 🎈',
  'Hello and welcome to the slow side of the internet.',
  'Lovely first post. The bar is now high.',
  'Hi Alex! Tea is in the corner, cats are everywhere.',
  'ברוכים הבאים!',
  'いらっしゃい！',
]

/** Single emoji that people react with, the frequent ones several times. */
export const reactions: readonly string[] = [
  '❤️',
  '❤️',
  '❤️',
  '👍',
  '😂',
  '😍',
  '🔥',
  '👏',
  '🥹',
  '😮',
  '🙌🏽',
  '🌿',
  '☕',
  '🐈',
  '🎈',
  '💙',
  '🌶️',
  '✨',
  '🤯',
  '🫶🏿',
]

/** Unkind or dishonest comments, which others report. */
export const badRemarks: readonly (readonly [by: string, text: string])[] = [
  ['rex.thunder', 'Nobody asked for your opinion, go back to your kitchen.'],
  ['rex.thunder', 'People like you are the reason this place is going down.'],
  ['rex.thunder', 'Ugly picture, ugly person.'],
  ['rex.thunder', 'Learn the language or leave.'],
  ['deal.hunter', '💸💸 EARN 4,000 A WEEK FROM HOME 💸💸 write RICH'],
  ['deal.hunter', 'Nice!! Check my profile for 90 % OFF bags'],
  ['deal.hunter', 'I lost 12 kg with this tea, link in my profile'],
  ['amara.okafor_', 'This is MY recipe, buy the book, message me for payment'],
  ['rex.thunder', 'I know which tram you take home.'],
]
