import type { Look } from '../pictures/faces.ts'
import type { SceneName } from '../pictures/index.ts'

/** Somebody who lives in the demo. */
export interface DemoPerson {
  readonly username: string
  readonly displayName: string
  readonly bio: string
  readonly look: Look | SceneName
  readonly isPrivate?: boolean
  /** Brings reports upon themself. */
  readonly isTrouble?: boolean
}

/** The person a visitor signs in as, and the two who look after the place. */
export const visitor: DemoPerson = {
  username: 'alex',
  displayName: 'Alex Rivers',
  bio: 'Looking around. Bad at whistling, good at finding the last biscuit. 🍪',
  look: { skin: 2, hair: 'curls', colour: '#6b3e26', glasses: true, backdrop: '#8ecae6' },
}

export const admin: DemoPerson = {
  username: 'keeper',
  displayName: 'The Keeper',
  bio: 'I look after this place. Write to me before you are angry, it is easier for both of us.',
  look: 'forest',
}

export const moderator: DemoPerson = {
  username: 'mira',
  displayName: 'Mira Novak',
  bio: 'Moderator here, gardener everywhere else. Reads reports with tea. 🌱',
  look: { skin: 1, hair: 'bun', colour: '#8c5a2b', backdrop: '#b5d99c' },
}

export const people: readonly DemoPerson[] = [
  {
    username: 'amara.okafor',
    displayName: 'Amara Okafor',
    bio: 'Baker in Lagos. Bread is slow, so am I. Ask me about sourdough at your own risk.',
    look: { skin: 6, hair: 'braids', colour: '#1f1613', backdrop: '#f9dc86' },
  },
  {
    username: 'kenji.sato',
    displayName: '佐藤 健二',
    bio: '散歩と古い喫茶店。Coffee, trains, and streets that end at the sea.',
    look: { skin: 2, hair: 'short', colour: '#1d1a1a', glasses: true },
  },
  {
    username: 'leila.haddad',
    displayName: 'ليلى حداد',
    bio: 'مصوّرة من بيروت. أحب الضوء بعد المطر والقهوة المرّة.',
    look: { skin: 3, hair: 'hijab', colour: '#2f6f73', backdrop: '#f4b6a6' },
  },
  {
    username: 'tomas.horak',
    displayName: 'Tomáš Horák',
    bio: 'Hory, kolo, guláš. V tomhle pořadí, většinou.',
    look: { skin: 1, hair: 'hat', colour: '#a63d2f', beard: true },
  },
  {
    username: 'priya.raman',
    displayName: 'ப்ரியா ராமன்',
    bio: 'Data by day, dosa by night. I draw charts of things nobody asked about.',
    look: { skin: 4, hair: 'long', colour: '#1a1310', backdrop: '#cdb4db' },
  },
  {
    username: 'noa.levi',
    displayName: 'נועה לוי',
    bio: 'מאיירת. חתולים, צמחים ושקיעות, לא בהכרח בסדר הזה.',
    look: { skin: 2, hair: 'curls', colour: '#3b2417', backdrop: '#f1c0a0' },
  },
  {
    username: 'oskar.lind',
    displayName: 'Oskar Lind',
    bio: 'Bor långt norrut. Mörkt halva året, ljust den andra. Hunden heter Kaffe.',
    look: { skin: 1, hair: 'short', colour: '#c98b3c', beard: true, backdrop: '#a9c6ea' },
  },
  {
    username: 'mei.chen',
    displayName: '陈美',
    bio: '建筑系学生，喜欢楼梯。I photograph stairs. That is the whole account.',
    look: { skin: 2, hair: 'bob', colour: '#191717' },
  },
  {
    username: 'diego.morales',
    displayName: 'Diego Morales',
    bio: 'Cocinero. Si no pica, no es mío. 🌶️',
    look: { skin: 4, hair: 'short', colour: '#221712', beard: true, backdrop: '#ffcb77' },
  },
  {
    username: 'anneke.vos',
    displayName: 'Anneke de Vos',
    bio: 'Fietst overal heen, ook als het regent. Vooral als het regent.',
    look: { skin: 1, hair: 'bob', colour: '#d9a441', glasses: true },
  },
  {
    username: 'yusuf.demir',
    displayName: 'Yusuf Demir',
    bio: 'Balıkçı torunu, deniz fotoğrafçısı. Early boats, late tea.',
    look: { skin: 3, hair: 'short', colour: '#2b1d14', beard: true, backdrop: '#9fd3c7' },
  },
  {
    username: 'sofia.papadaki',
    displayName: 'Σοφία Παπαδάκη',
    bio: 'Νησιώτισσα. Γάτες, θάλασσα, υπομονή.',
    look: { skin: 3, hair: 'long', colour: '#4a2c1b' },
  },
  {
    username: 'ivan.petrenko',
    displayName: 'Іван Петренко',
    bio: 'Читаю більше, ніж встигаю. Книги, каштани, тиша.',
    look: { skin: 1, hair: 'bald', colour: '#000000', beard: true, glasses: true },
  },
  {
    username: 'grace.mbeki',
    displayName: 'Grace Mbeki',
    bio: 'Teacher. Collects maps, sunsets and other people’s recipes.',
    look: { skin: 5, hair: 'afro', colour: '#17110e', backdrop: '#e8a0bf' },
  },
  {
    username: 'minjun.park',
    displayName: '박민준',
    bio: '야경 찍는 사람. The city is nicer after eleven.',
    look: { skin: 2, hair: 'short', colour: '#14110f' },
  },
  {
    username: 'fatima.zahra',
    displayName: 'فاطمة الزهراء',
    bio: 'من مرّاكش إلى الصحراء. شاي بالنعناع لكل من يمرّ.',
    look: { skin: 4, hair: 'hijab', colour: '#a63d5f', backdrop: '#f9dc86' },
  },
  {
    username: 'harpreet.gill',
    displayName: 'ਹਰਪ੍ਰੀਤ ਗਿੱਲ',
    bio: 'Truck driver, poet at rest stops. Five provinces, one thermos.',
    look: { skin: 4, hair: 'turban', colour: '#c8553d', beard: true },
  },
  {
    username: 'lucia.ferrari',
    displayName: 'Lucia Ferrari',
    bio: 'Restauro mobili vecchi e amicizie vecchie. Le seconde richiedono più colla.',
    look: { skin: 2, hair: 'bun', colour: '#2b1b15', backdrop: '#f4b6a6' },
  },
  {
    username: 'emeka.eze',
    displayName: 'Emeka Eze',
    bio: 'Balloon pilot. Yes, really. No, you cannot steer it.',
    look: { skin: 6, hair: 'short', colour: '#120d0b', backdrop: '#8ecae6' },
  },
  {
    username: 'hannah.weiss',
    displayName: 'Hannah Weiß',
    bio: 'Grafik und Geduld. Kreise sind meine Freunde, Rechtecke Bekannte.',
    look: { skin: 1, hair: 'short', colour: '#a63d2f', glasses: true },
  },
  {
    username: 'siddharth.k',
    displayName: 'सिद्धार्थ',
    bio: 'पहाड़ बुलाते हैं, ऑफ़िस रोकता है। Weekends above 3,000 m.',
    look: { skin: 4, hair: 'hat', colour: '#2f6f73' },
  },
  {
    username: 'aroha.ngata',
    displayName: 'Aroha Ngata',
    bio: 'Kia ora! Plants in every window. The kererū outside thinks it lives here.',
    look: { skin: 4, hair: 'long', colour: '#20150f', backdrop: '#b5d99c' },
  },
  {
    username: 'camille.roy',
    displayName: 'Camille Roy',
    bio: 'Libraire à Québec. Je recommande, je ne juge pas (un peu).',
    look: { skin: 2, hair: 'bob', colour: '#5c2f1c', glasses: true, backdrop: '#cdb4db' },
  },
  {
    username: 'nguyen.lan',
    displayName: 'Nguyễn Thị Lan',
    bio: 'Phở trước, chuyện sau. Bowls from above, always from above.',
    look: { skin: 2, hair: 'long', colour: '#151212' },
  },
  {
    username: 'bjork.olafs',
    displayName: 'Björk Ólafsdóttir',
    bio: 'Norðurljós og ull. I knit under the aurora, it is as cold as it sounds.',
    look: { skin: 1, hair: 'braids', colour: '#d8b26a', backdrop: '#a9c6ea' },
  },
  {
    username: 'sam.private',
    displayName: 'Sam (quiet account)',
    bio: 'Friends only. If you know me you know why.',
    look: 'waves',
    isPrivate: true,
  },
  {
    username: 'zoe.walker',
    displayName: 'Zoë Walker',
    bio: 'Paint, loud music, small dogs. In no order, all at once.',
    look: { skin: 1, hair: 'long', colour: '#5f4bb6', backdrop: '#ffcb77' },
  },
  {
    username: 'deal.hunter',
    displayName: 'DEALS DEALS DEALS',
    bio: '💸 90 % OFF 💸 link in the caption 💸 trust me',
    look: 'chart',
    isTrouble: true,
  },
  {
    username: 'rex.thunder',
    displayName: 'Rex',
    bio: 'I say what I think. You are all too sensitive.',
    look: { skin: 1, hair: 'short', colour: '#3a2a1e', beard: true, backdrop: '#bcbcbc' },
    isTrouble: true,
  },
  {
    username: 'amara.okafor_',
    displayName: 'Amara Okafor',
    bio: 'The REAL Amara. My other account was hacked!! Send me a message for the recipe book.',
    look: 'plate',
    isTrouble: true,
  },
]
