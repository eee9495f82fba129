/** A conversation to be: who, and what is said in turn. A line beginning with `>` comes from the second person. */
export interface Dialogue {
  readonly between: readonly [string, string]
  readonly lines: readonly string[]
  /** The second person has not answered the request. */
  readonly isRequest?: boolean
}

// Marks at the end of a line: `{❤️}` a reaction of the other one, `{re}` an answer to the line before, `{edit:…}` what it
// was corrected to, `{photo:scene}` with a drawn picture.
export const dialogues: readonly Dialogue[] = [
  {
    between: ['alex', 'kenji.sato'],
    lines: [
      'I went to the place you told me about. The owner frowned at me.',
      '> Then he likes you. If he smiles, you have ordered wrong. {😂}',
      'He corrected how I held the cup.',
      '> 四十一年 of that. I have been twelve years a customer and he still moves my elbow. {re}',
      'Does he ever sit down?',
      '> Once, in 2019. We do not know why.',
      '> This is my attempt from this morning {photo:coffee}',
      'That is a HEART. Mine looks like a kidney. {😂}',
      '> A kidney is also an organ of love, if you are a bean.',
      'I am writing that down',
      '> Come on Thursday. There is cheesecake on Thursdays. There is none on other days and it is better not to ask.',
      'Thursday it is! ☕ {👍}',
    ],
  },
  {
    between: ['alex', 'tomas.horak'],
    lines: [
      '> Sobota? 6:00? Easy walk.',
      'Define easy',
      '> There is a path. Mostly. {😂}',
      'Last time you said “mostly” I slept in a barn',
      '> It was a very good barn {re}',
      '> The dog liked you',
      'The dog ATE my sandwich',
      '> That is how he likes people.',
      'Fine. 6:00. I bring two sandwiches, one is a decoy {❤️}',
      '> Top! Bring also warm gloves. And a lamp. And maybe a whistle.',
      '…a whistle?',
      '> For fun 🙂',
      'TOMÁŠ',
      '> {photo:mountains}',
      '> This is from up there. You see? Easy.',
    ],
  },
  {
    between: ['alex', 'noa.levi'],
    lines: [
      '> היי! ראיתי את הפוסט הראשון שלך, איזה חלון!',
      'Thank you! I pointed the phone and the balloons did the rest',
      '> Modest people get fewer cats. I mean this as advice.',
      'How many is the right number of cats',
      '> One more. It is always one more. {😂}',
      'What is he called?',
      '> פשטידה. It means quiche. It is a long story and he is not sorry. {re}',
      'I love him',
      '> {photo:cat}',
      '> He says no pictures before noon. This was 11:58.',
    ],
  },
  {
    between: ['leila.haddad', 'fatima.zahra'],
    lines: [
      'صباح الخير! متى نخرج إلى الكثبان؟',
      '> صباح النور. الجمعة قبل الفجر، وأحضري حذاءً آخر هذه المرة 😂 {😂}',
      'الحذاء الأول ما زال فيه نصف الصحراء',
      '> {photo:desert}',
      '> هذه من أمس. لم أنم جيداً لكن الضوء كان كريماً.',
      'سبحان الله. سأحضر القهوة.',
      '> وأنا الشاي. نتقاتل على الطريقة القديمة ☕🍵 {❤️}',
    ],
  },
  {
    between: ['diego.morales', 'nguyen.lan'],
    lines: [
      'Te debo un caldo, lo sé, lo sé.',
      '> You owe me TWO. The first one was “almost soup”.',
      'Era un caldo en espíritu. {😂}',
      '> Spirit has no noodles.',
      'Sábado te mando la receta de mi abuela. Solo a ti. Si la publicas, me cambio el nombre. {🌶️}',
      '> I will guard it. I will cook it. I will say it was mine. {re}',
      '> {photo:plate}',
      'Eso parece mejor que el mío y estoy llorando.',
    ],
  },
  {
    between: ['camille.roy', 'ivan.petrenko'],
    lines: [
      'Vous avez fini le Saramago ?',
      '> Так! Проковтнув за дві ночі. Тепер ходжу і говорю без крапок',
      'C’est l’effet secondaire connu, ça passe en une semaine, ou jamais {😂}',
      '> What next? Something short. My shelf is afraid.',
      'Short: Tove Jansson, « Le livre d’un été ». 160 pages, une île, une grand-mère.',
      '> A grandmother! Sold. {❤️}',
      '> {photo:books}',
      '> Polytsia number four. You see the problem.',
      'Je ne vois aucun problème. Je vois un mur encore libre à gauche. {re}',
    ],
  },
  {
    between: ['oskar.lind', 'bjork.olafs'],
    lines: [
      'Såg du igår? Hela himlen!',
      '> Já! Ég stóð úti í klukkutíma og missti tilfinninguna í nefinu',
      'Kaffe skällde på det. Han tror att det är en granne.',
      '> Gefðu honum knús frá mér {❤️}',
      '> I finished the jumper, it is the colour of last Tuesday',
      'That is the best colour name I have heard {👏}',
    ],
  },
  {
    between: ['grace.mbeki', 'emeka.eze'],
    lines: [
      'Class 7B has a question: what happens if a bird sits on top?',
      '> Then the bird has a very nice day.',
      'They want to know if you have ever landed on a school.',
      '> Tell them: not yet. {😂}',
      'Twenty-eight hands just went up.',
      '> Thursday, 8:20, if the wind agrees. I will come by car first, to be safe. {re}',
      'You have made a teacher very popular, thank you. {🙌🏽}',
    ],
  },
  {
    between: ['hannah.weiss', 'yusuf.demir'],
    lines: [
      'Darf ich dein Blau ausleihen? Das vom Dienstag, 05:40.',
      '> Of course. It is my grandfather’s blue, he would be pleased.',
      'I give it back on Sunday, washed and ironed. {😂}',
      '> Keep it. We have much here. {💙}',
    ],
  },
  {
    between: ['priya.raman', 'grace.mbeki'],
    lines: [
      'May I use the bean data? I have a chart in mind. Nothing weird.',
      '> Define weird.',
      'Beans as a race. With commentary.',
      '> YES. The children will scream. {😂}',
      'Bean number 14 is the people’s champion already.',
    ],
  },
  {
    between: ['lucia.ferrari', 'ivan.petrenko'],
    lines: [
      'La libreria è pronta! Quando vieni a prenderla?',
      '> When I have a bigger door.',
      'È smontabile. Ho pensato a te. {❤️}',
      '> Then tomorrow. I bring cake and four strong friends. Two of them read.',
    ],
  },
  {
    between: ['zoe.walker', 'hannah.weiss'],
    lines: [
      'Need a flyer by Friday. Loud. Like a trumpet falling down stairs.',
      '> How many stairs?',
      'Eleven. {😂}',
      '> I can do twelve for the same price.',
      'This is why I love designers',
    ],
  },
  {
    between: ['aroha.ngata', 'noa.levi'],
    lines: ['Does yours also lean towards the door?', '> The plant or the cat?', 'Yes.', '> Yes. {😂}'],
  },
  {
    between: ['sam.private', 'alex'],
    lines: [
      'Thank you for accepting. I keep it small here, hope that is all right.',
      '> Of course. How is Biscuit?',
      'Ruling. {❤️}',
      '> As she should 👑',
    ],
  },
  {
    between: ['deal.hunter', 'priya.raman'],
    lines: [
      'Hi dear!! I saw your charts, you are good with money? I have an OFFER',
      'Only 200 to start, 4,000 back every week',
      'Why you not answer, last chance today',
    ],
    isRequest: true,
  },
  {
    between: ['deal.hunter', 'grace.mbeki'],
    lines: ['Hello dear teacher, you can earn from home!!', 'Send your phone number I explain everything'],
    isRequest: true,
  },
  {
    between: ['rex.thunder', 'zoe.walker'],
    lines: [
      'Your music is noise and you should be ashamed',
      'I will be there on Saturday. You will see me.',
      'Scared now?',
    ],
    isRequest: true,
  },
  {
    between: ['amara.okafor_', 'nguyen.lan'],
    lines: [
      'Hi it is Amara, new account! The recipe book is 15, send to this payment link please',
      'Please quickly, the bank is waiting',
    ],
    isRequest: true,
  },
  { between: ['fatima.zahra', 'alex'], lines: ['مرحباً أليكس! رأيت صورتك، أهلاً بك بيننا 🌿'], isRequest: true },
]

/** Small exchanges between two old friends, of which the long conversation is made. */
export const smallTalk: readonly (readonly string[])[] = [
  ['Morning!', '> Morning. It is one.', 'Somewhere it is morning'],
  [
    'Did you feed the starter?',
    '> I fed it, I named it, I am its godfather',
    'What did you name it',
    '> Doughlores {😂}',
  ],
  [
    'Guess who is on the tram without a ticket',
    '> You',
    'A pigeon',
    '> And you?',
    'I have a ticket. The pigeon looked more relaxed.',
  ],
  [
    'Send help, the neighbour is practising the trombone',
    '> What song?',
    'That is what we are all trying to find out {😂}',
  ],
  ['I have a new theory about soup', '> Go on', 'It is just hot salad', '> Blocked {😂}'],
  [
    'What are we eating on Friday?',
    '> Whatever is closest to the sofa',
    'The sofa is closest to the sofa',
    '> Then we have a problem and a plan',
  ],
  ['Look at this light', '> {photo:sea}', 'You win today'],
  ['Are you awake?', '> Define awake', 'Vertical', '> Then no'],
  ['The package came!', '> The big one?', 'The big one with the small thing inside', '> Classic'],
  [
    'How was the interview?',
    '> I called the boss “mum”',
    'NO',
    '> She said it was fine. She has three sons. I start on Monday! {🔥}',
    'I KNEW IT 🎉',
  ],
  ['Can you water the plants next week?', '> Which ones are alive?', 'That is what I would like you to find out {re}'],
  ['I am at the market, do you need anything?', '> Tomatoes, onions, dignity', 'They are out of onions'],
  [
    'Film tonight?',
    '> Only if nobody learns anything',
    'I have just the thing: it has four explosions and a dog',
    '> Does the dog live?',
    'The dog lives',
    '> I bring popcorn {❤️}',
  ],
  ['My knee predicts rain', '> Your knee predicted snow in July', 'It was early, not wrong'],
  [
    'Happy birthday!!! 🎂',
    '> Thank you! I am now officially “at your age”',
    'Welcome. There is a chair for us and a noise when we stand up. {😂}',
  ],
  ['I finished the book', '> And?', 'I have to lie down', '> Told you. Page 212?', 'PAGE 212'],
  ['What is the word for when you walk into a room and forget why', '> Adulthood'],
  ['You left your scarf here', '> I know. It lives there now.', 'It has taken the good chair'],
  ['Bread came out like this {photo:plate}', '> That is a frisbee', 'It is rustic', '> It is a rustic frisbee {😂}'],
  ['Good night!', '> Good night. Do not let the trombone bite', 'It has started again'],
  [
    'Quick question: is it normal that it smokes?',
    '> WHAT smokes',
    'Never mind, solved, do not come',
    '> I am coming',
    'Bring milk',
  ],
  ['I walked 20,000 steps today', '> Voluntarily?', 'I missed the bus. Twice. The same bus.'],
  ['Do we still say “cool”?', '> We never stopped, they did'],
  [
    'Look what I found in the cellar {photo:books}',
    '> Your school books?? With the drawings?',
    'With the drawings. You are in one. As a potato.',
    '> I was a handsome potato',
  ],
  ['Can I call you?', '> Is it bad?', 'No! I just have a lot of words', '> Then call, I have a lot of dishes {❤️}'],
]

/** What people of the demo answer when the visitor writes to them. */
export const replies: readonly string[] = [
  'Ha! Tell me more.',
  'I was just thinking of you.',
  'Give me a minute, something is boiling over.',
  'That is the best thing I have read today.',
  'Really?',
  'Agreed. Completely.',
  'Can we talk about it on Thursday? With cake?',
  '😂😂',
  'I had to read that twice. Now I like it.',
  'Wait, I show this to the cat.',
  'Good question. My answer is soup.',
  'You know me too well.',
  'Noted! ✍️',
  'Only if you bring the biscuits.',
]

/** What people of the demo write to the visitor, or to one another, by themselves. */
export const openers: readonly string[] = [
  'Are you around?',
  'Look out of the window. Now!',
  'I had the strangest dream. You were a lamp.',
  'Kettle is on.',
  'Thought of you, saw a very serious pigeon.',
  'New picture soon, do not laugh.',
  'How was your day?',
  'Question of the evening: sweet or salty?',
]
