import type { SceneName, Shape } from '../pictures/index.ts'

/** A post to be: what is on its pictures, and what is written below. */
export interface DemoPost {
  readonly by: string
  /** One picture each, in order. `film` is a short video, left out where there is no ffmpeg. */
  readonly scenes: readonly SceneName[]
  readonly shape: Shape
  readonly caption: string
  /** What a screen reader says of the pictures. */
  readonly alt: string
  readonly film?: boolean
  readonly followersOnly?: boolean
}

type Line = readonly [scenes: string, shape: 's' | 'p' | 'l' | 'w', caption: string, alt: string]

const shapes = { s: 'square', p: 'portrait', l: 'landscape', w: 'wide' } as const

const written: Readonly<Record<string, readonly Line[]>> = {
  'amara.okafor': [
    [
      'plate',
      's',
      'Day two of the new oven. We have reached an understanding: I talk, it burns. #baking',
      'A round loaf on a chequered cloth, seen from above',
    ],
    [
      'plate coffee',
      'p',
      'Breakfast for one, photographed for a hundred. #breakfast #slow',
      'A full plate; then a cup of coffee with a heart in the milk',
    ],
    [
      'still-life',
      'l',
      'The fruit was for the cake. The cake did not happen. The fruit is content. #stilllife',
      'A bowl of fruit beside a vase with a green branch',
    ],
    [
      'city',
      'p',
      'Lagos at the hour when even the generators rest. Almost. #night #lagos',
      'Tall houses with lit windows under a night sky',
    ],
    [
      'plate',
      's',
      'I was told “put some vegetables on it”. I have now put ALL the vegetables on it. #baking',
      'A pizza covered with colourful toppings',
    ],
  ],
  'kenji.sato': [
    [
      'coffee',
      's',
      '今日の一杯。The owner has made this coffee for forty-one years and still frowns at it. #coffee #kissaten',
      'Coffee in a blue cup on a dark wooden table',
    ],
    [
      'street',
      'w',
      '路地の色。Somebody paints one house each spring. This year it was the turn of the yellow one. #streets',
      'A row of painted houses in the sun',
    ],
    [
      'sea',
      'l',
      'Last stop of the line. You get off the train and there is only this. #sea #trains',
      'A sailing boat on a calm sea under the evening sun',
    ],
    [
      'coffee books',
      's',
      '雨の日。Coffee, a book, and no plan at all. @camille.roy this is your fault. #rain',
      'A cup of coffee; then shelves full of books',
    ],
  ],
  'leila.haddad': [
    [
      'sea',
      'p',
      'بعد المطر مباشرة. لم أُحرّك شيئاً، حتى القارب كان في مكانه. #بيروت #بحر',
      'قارب شراعي على بحر هادئ عند الغروب',
    ],
    ['street', 'l', 'كل شباك حكاية. #شوارع #بيروت', 'صف من البيوت الملوّنة'],
    ['still-life', 'p', 'ضوء الساعة الرابعة لا يحتاج إلى مصوّر. #ضوء #stilllife', 'وعاء فاكهة ومزهرية على طاولة'],
    [
      'desert',
      'w',
      'Two hours of walking for this one. My shoes are still full of it. #desert #light',
      'Dunes with long shadows in the morning',
    ],
    ['coffee', 's', 'قهوة مرّة، كما يجب. #coffee', 'فنجان قهوة من الأعلى'],
  ],
  'tomas.horak': [
    [
      'mountains',
      'l',
      'Vstával jsem ve tři. Stálo to za to asi deset minut, pak přišla mlha. #hory #mountains',
      'Ranges of mountains in the light of the morning',
    ],
    ['forest', 'p', 'Ticho. Pak veverka. Pak zase ticho. #les', 'Firs in the mist'],
    [
      'mountains',
      'w',
      '47 km, 1,900 m up, one puncture, one very kind farmer with a very large dog. #cycling #hory',
      'Mountains behind a dark lake',
    ],
    ['plate', 's', 'Guláš po túře chutná třikrát líp. To je věda. #jidlo', 'A full bowl seen from above'],
    ['mountains forest', 'l', 'Nahoře a dole, stejný den. #hory #les', 'Mountains at dusk; then a forest in the fog'],
  ],
  'priya.raman': [
    [
      'chart',
      'l',
      'Cups of filter coffee per day since the new project began. We do not talk about week four. #charts #data',
      'A chart of bars that rises steeply',
    ],
    [
      'chart',
      's',
      'How I spend a Sunday: sleep, cooking, “cleaning”, looking at the cat of somebody else. #charts',
      'A ring chart with five parts',
    ],
    [
      'plate',
      's',
      'Dosa number seven was round. The other six were “maps of places”. #dosa',
      'A round dish seen from above',
    ],
    [
      'chart',
      'w',
      'Rain in my street, measured with a bucket and great seriousness. #rain #data',
      'A line that goes up and down',
    ],
    [
      'lights',
      'p',
      'Tried to photograph Deepavali without glasses. Kept it. #diwali #lights',
      'Soft colourful lights, out of focus',
    ],
  ],
  'noa.levi': [
    ['cat', 's', 'הוא לא מרשה לעבוד. הוא מנהל הפרויקט. #חתול #cat', 'חתול יושב על אדן החלון'],
    ['plant', 'p', 'מנת היום: עלה חדש. #plants', 'צמח ירוק בעציץ ליד הקיר'],
    [
      'poster',
      's',
      'Sketch for a poster nobody ordered yet. Open to offers, bread included. #design',
      'Large colourful shapes on a grid',
    ],
    [
      'cat plant',
      'p',
      'They have agreed not to look at each other. #cat #plants',
      'A cat on a window sill; then a plant in a pot',
    ],
  ],
  'oskar.lind': [
    [
      'aurora',
      'w',
      'Kaffe (hunden) skällde på himlen i tjugo minuter. Jag förstår honom. #norrsken #aurora',
      'Northern lights above a hut in the snow',
    ],
    [
      'forest',
      'l',
      'Minus 22. Kameran gav upp före mig, med två minuter. #vinter #forest',
      'Pale firs in winter light',
    ],
    [
      'mountains',
      'p',
      'The sun came back today. It stayed for eleven minutes and nobody worked. #north',
      'Mountains under a low sun',
    ],
    ['aurora', 'p', 'Samma stuga, samma kväll, andra färger. #norrsken', 'Green and violet light over dark hills'],
  ],
  'mei.chen': [
    [
      'poster',
      'p',
      '楼梯，从上往下看，再眯一点眼睛。 #stairs #architecture',
      'Shapes that look like stairs from above',
    ],
    ['street', 's', '每扇窗都不一样高，老师会生气，我很高兴。 #architecture', 'Painted houses with rows of windows'],
    [
      'poster',
      's',
      'Floor plan of my room if my room had a budget. #architecture #design',
      'A grid of circles, arcs and bars',
    ],
    ['city', 'w', '赶图的夜晚，窗外比我先睡。 #night #deadline', 'A town at night with some windows still lit'],
  ],
  'diego.morales': [
    [
      'plate',
      's',
      'La salsa verde no pica. (Mentira número uno de hoy.) #cocina',
      'Un plato redondo con ingredientes de colores',
    ],
    [
      'still-life',
      'l',
      'Mercado, siete de la mañana. El señor de los mangos ya me conoce, por desgracia para mi bolsillo. #mercado',
      'Un frutero lleno y un jarrón',
    ],
    [
      'plate',
      'p',
      'Menú del día: lo que había. @nguyen.lan te debo un caldo. #cocina',
      'Una sopa con verduras, desde arriba',
    ],
    [
      'street',
      'l',
      'Mi calle después de pintar. Antes era gris; nosotros también. #barrio',
      'Casas pintadas de muchos colores',
    ],
  ],
  'anneke.vos': [
    [
      'street',
      'w',
      'Wind tegen op de heenweg. Wind tegen op de terugweg. Natuurkunde is een grap. #fietsen',
      'Een rij gekleurde huizen',
    ],
    ['sea', 'l', 'Dertig kilometer voor een broodje kibbeling. Geen spijt. #zee', 'Een zeilboot op zee'],
    [
      'waves',
      's',
      'My new raincoat lining, enlarged until it looks like art. #pattern',
      'Waves of colour one over another',
    ],
    [
      'cat',
      'p',
      'Nieuwe collega in de fietsenwinkel. Doet niets. Verkoopt goed. #cat #kat',
      'Een kat op de vensterbank',
    ],
  ],
  'yusuf.demir': [
    ['sea', 'w', 'Sabah beş. Balık yok, güneş var. Yetti. #deniz #sea', 'A boat on the sea before sunrise'],
    ['sea', 'p', 'Dedem bu tekneyi 1974’te boyamış. Boya hâlâ inatçı. #deniz', 'A boat with a red sail'],
    ['coffee', 's', 'Tea had run out. We do not speak of it. #coffee', 'A cup of coffee seen from above'],
    ['sea sea sea', 'l', 'Three evenings, one bench. #deniz #sunset', 'Three pictures of the sea at sunset'],
  ],
  'sofia.papadaki': [
    [
      'cat',
      'p',
      'Ο δήμαρχος του χωριού σε επίσημη εμφάνιση. #γάτα #cat',
      'A cat sits on a window sill and looks at you',
    ],
    ['street', 'p', 'Μεσημέρι. Ούτε τα τζιτζίκια δεν έχουν κουράγιο. #νησί', 'Painted houses in bright light'],
    [
      'sea',
      'l',
      'Χειμερινή κολύμβηση: 4 λεπτά. Ζεσταίνομαι ακόμα από περηφάνια. #θάλασσα',
      'The sea with the sun low above it',
    ],
    [
      'still-life',
      's',
      'Η γειτόνισσα άφησε φρούτα στο πεζούλι. Κανείς δεν ξέρει γιατί, όλοι ξέρουμε ποια. #νησί',
      'A bowl of fruit on a table',
    ],
  ],
  'ivan.petrenko': [
    ['books', 'l', 'Купив полицю. Полиця вже повна. Купую полицю. #книги #books', 'Shelves full of books'],
    ['books', 'p', 'Вгадайте, де кіт. #книги #cat', 'Book shelves, perhaps with a cat between the books'],
    [
      'city',
      'l',
      'Світло є. Ми всі стоїмо на балконах і дивимося, як воно є. #місто',
      'A city in the evening with many lit windows',
    ],
    [
      'coffee books',
      's',
      'Saturday programme. There is no second item. #books #coffee',
      'A cup of coffee; then shelves of books',
    ],
  ],
  'grace.mbeki': [
    [
      'desert',
      'l',
      'Drove out with class 7B to look at how the wind makes hills. Thirty children, zero boredom. #teaching #desert',
      'Dunes in warm light, with camels far off',
    ],
    [
      'balloons',
      'w',
      'Homework was “look up”. Somebody overdid it. Hello @emeka.eze! #balloons',
      'Several hot-air balloons over hills',
    ],
    ['still-life', 'p', 'My aunt’s jug, older than the country. #stilllife', 'A glazed jug and a bowl of fruit'],
    [
      'chart',
      's',
      '7B measured how tall the beans grew. They named every bean. #charts #teaching',
      'A chart of growing bars',
    ],
  ],
  'minjun.park': [
    ['city', 'p', '열한 시 이후의 도시. 아무도 나를 찾지 않는 시간. #야경 #night', 'A city at night with a moon'],
    ['lights', 's', '안경을 벗으면 서울은 이렇게 생겼다. #lights', 'Blurred city lights'],
    ['city', 'w', 'One window per person I have not met yet. #night #야경', 'Rows of high houses with yellow windows'],
    ['coffee', 'p', '밤샘의 증거. #coffee', 'Coffee from above'],
  ],
  'fatima.zahra': [
    ['desert', 'w', 'الصحراء لا تكرّر نفسها أبداً. #صحراء #desert', 'كثبان رملية عند الصباح'],
    ['plant', 's', 'النعناع يقرّر متى يكون الشاي جاهزاً. #شاي', 'نبتة خضراء في أصيص'],
    ['street', 's', 'باب أزرق، ثم باب أزرق، ثم قطة. #مراكش', 'بيوت ملوّنة'],
    [
      'desert',
      'p',
      'My brother said “just over that dune”. It was not just over that dune. #desert',
      'A high dune under a pale sky',
    ],
  ],
  'harpreet.gill': [
    [
      'mountains',
      'w',
      'Mile 2,114. The thermos is empty, the view is not. #road #mountains',
      'A wide range of mountains',
    ],
    ['desert', 'l', 'ਸੜਕ ਲੰਬੀ, ਸੋਚ ਲੰਬੀ। Nine hours of this and one good poem. #road', 'A desert with dunes'],
    [
      'coffee',
      's',
      'Rest stop coffee, rated 2 of 10. The lady who made it, 11 of 10. #road #coffee',
      'A cup of coffee',
    ],
  ],
  'lucia.ferrari': [
    [
      'still-life',
      's',
      'Il tavolo è del 1890, la frutta di martedì. #restauro #stilllife',
      'Frutta in una ciotola e una brocca',
    ],
    ['poster', 'l', 'Campioni di colore per una credenza indecisa. #colori', 'Forme colorate su una griglia'],
    [
      'plate',
      's',
      'La pizza storta è più buona. Lo dice una che raddrizza mobili di mestiere. #pizza',
      'Una pizza vista dall’alto',
    ],
    ['books', 'p', 'Libreria finita! Ora è di @ivan.petrenko in spirito. #restauro #books', 'Scaffali pieni di libri'],
  ],
  'emeka.eze': [
    [
      'balloons',
      'w',
      'Passenger: “Where do we land?” Me: “That is a lovely question.” #balloons',
      'Hot-air balloons in the morning sky',
    ],
    [
      'balloons',
      'p',
      '5:40. Colder than it looks, quieter than you think. #balloons #morning',
      'Balloons of several colours over hills',
    ],
    ['mountains', 'l', 'The view from the office today. #balloons #mountains', 'Mountains above the mist'],
    [
      'balloons balloons',
      's',
      'Festival, day one and day two. Nobody has landed in the lake yet. #balloons',
      'Two pictures of many balloons',
    ],
  ],
  'hannah.weiss': [
    [
      'poster',
      's',
      'Heute nur Viertelkreise. Morgen werde ich wild und nehme halbe. #design #plakat',
      'Ein Raster aus Kreisen und Bögen',
    ],
    ['waves', 'p', 'Papierschnitt, sieben Schichten, ein Pflaster. #design', 'Farbige Wellen übereinander'],
    [
      'poster',
      'p',
      'Client said “make it pop”. It popped. They did not mean it. #design',
      'Bold shapes in bright colours',
    ],
    [
      'waves',
      'l',
      'Colours borrowed from @yusuf.demir and his sea. Returned unharmed. #design #sea',
      'Waves in blue and orange',
    ],
  ],
  'siddharth.k': [
    ['mountains', 'p', 'सुबह 4 बजे, 3,400 मीटर, चाय जम गई। #पहाड़ #mountains', 'Snowy mountains at dawn'],
    ['aurora', 'l', 'No filter, no signal, no regrets. #stars', 'A sky full of stars and light above snow'],
    ['forest', 's', 'देवदार के बीच रास्ता भूलना भी एक योजना है। #forest', 'Tall firs in the fog'],
    [
      'mountains',
      'l',
      'Monday. I am at my desk. This is from yesterday and I am not all right. #mountains',
      'A range of mountains in the evening',
    ],
  ],
  'aroha.ngata': [
    ['plant', 'p', 'New leaf on the big one. We had a small party. #plants', 'A plant with broad leaves in a pot'],
    ['forest', 'w', 'Walked in, forgot what I was cross about. #bush #forest', 'Rows of dark trees in the mist'],
    ['plant plant', 's', 'Before and after being told that it is beautiful. #plants', 'Two pictures of a plant'],
    ['sea', 's', 'Moana this morning. I only went to buy milk. #sea', 'A boat on a quiet sea'],
  ],
  'camille.roy': [
    [
      'books',
      's',
      'Rayon « lus trois fois ». Non, rien n’est à vendre. #livres #books',
      'Des étagères pleines de livres',
    ],
    [
      'coffee books',
      'p',
      'Pause. Le client attend, le chapitre aussi, devinez qui gagne. #livres',
      'Un café, puis des livres',
    ],
    [
      'aurora',
      'p',
      'Route 389, trois heures du matin, chauffage en panne. Aucun regret. #nord',
      'Des aurores boréales',
    ],
    ['chart', 'p', 'Livres achetés / livres lus. Je ne commenterai pas. #charts #livres', 'Un graphique qui monte'],
  ],
  'nguyen.lan': [
    ['plate', 's', 'Bát thứ ba sáng nay. Tôi làm việc này vì khoa học. #phở', 'A bowl with herbs from above'],
    ['plate', 'p', 'For @diego.morales: the broth you owe me, drawn from memory. #soup', 'A bowl of soup'],
    ['street', 'p', 'Phố cũ, sơn mới. #phố', 'Old houses, freshly painted'],
    ['plate still-life', 's', 'Chợ sáng: mua một thứ, mang về bảy thứ. #market', 'A dish; then a bowl of fruit'],
  ],
  'bjork.olafs': [
    ['aurora', 'l', 'Fyrsta ullarpeysa vetrarins og fyrstu ljósin. #norðurljós #aurora', 'Green lights over snow'],
    ['mountains', 's', 'Fjallið er þarna. Í þokunni. Treystið mér. #mountains', 'Mountains with mist between them'],
    [
      'waves',
      's',
      'Pattern for the next jumper. My mother says it is “busy”. #knitting #pattern',
      'Waves of colour like a knitted pattern',
    ],
    [
      'aurora',
      's',
      '−18 °C, four rows, two fingers I can still feel. #knitting #aurora',
      'Violet and green light above a hut',
    ],
  ],
  'sam.private': [
    ['cat', 's', 'For the six of you. This is Biscuit. Biscuit has opinions. #cat', 'A cat on a window sill'],
    ['sea', 'l', 'We scattered the ashes here. Thank you for the letters, all of you.', 'The sea in the evening'],
    ['plant', 's', 'It lived! #plants', 'A plant in a pot'],
  ],
  'zoe.walker': [
    [
      'lights',
      's',
      'Gig photo. The drummer moved. So did I. So did the building. #music #lights',
      'Blurred coloured lights',
    ],
    ['waves', 'p', 'Poured the leftovers of five tins onto one board. Did not die. #paint', 'Waves of paint'],
    ['poster', 's', 'Flyer for Saturday. Bring ears. #music #design', 'A poster of bright shapes'],
    [
      'cat',
      's',
      'Not mine. Came in, judged the mix, left. Was right about the bass. #cat #music',
      'A cat looks into the camera',
    ],
  ],
  alex: [
    [
      'balloons',
      'p',
      'First post! I looked out of the window at the right moment for once. #hello #balloons',
      'Hot-air balloons over hills in the morning',
    ],
    ['coffee', 's', 'Third attempt at a heart. @kenji.sato do not zoom in. #coffee', 'Coffee with a heart in the milk'],
    [
      'mountains',
      'w',
      'Weekend with @tomas.horak. He said “easy walk”. He lies. #mountains',
      'Mountains in the evening light',
    ],
  ],
  mira: [
    [
      'plant',
      'l',
      'House rules, short version: be kind, and water your plants. #plants #rules',
      'A plant in a pot on a table',
    ],
    ['forest', 's', 'Between two reports I look at this. It helps. #forest', 'A forest in the mist'],
  ],
  'deal.hunter': [
    [
      'chart',
      's',
      'MY FOLLOWERS EARN 4,000 A WEEK!! Write “RICH” and I send you the secret. #money #cats #love #music',
      'A chart that goes up',
    ],
    ['chart', 'l', 'LAST CHANCE. Only today. Same as yesterday. #money', 'A chart of bars'],
    [
      'lights',
      's',
      'Original designer bags 90 % off, delivery in 24 hours from a warehouse near you. #deals',
      'Blurred lights',
    ],
  ],
  'rex.thunder': [
    ['city', 'l', 'Look at this dump. Whoever likes it here has no taste, and I know who you are.', 'A city at dusk'],
    ['street', 's', 'They should send the people of this street back where they came from.', 'A row of painted houses'],
  ],
  'amara.okafor_': [
    [
      'plate',
      's',
      'My recipe book is out!! Only 15, write me for the payment link, my old account was hacked 😢 #baking',
      'A round loaf on a cloth',
    ],
  ],
}

/** Films, each a slow look around. */
const films: readonly (readonly [by: string, scene: SceneName, caption: string, alt: string])[] = [
  [
    'yusuf.demir',
    'sea',
    'A few seconds of nothing happening, beautifully. #deniz #film',
    'The camera moves slowly across the sea',
  ],
  ['tomas.horak', 'mountains', 'Otočka nahoře. Omluvte vítr, byl tam první. #hory #film', 'A view across mountains'],
  ['minjun.park', 'city', '버스 창문. #야경 #film', 'A city at night passes by'],
]

/** Everything that is posted, each person's own in the order in which they post it. */
export const posts: readonly DemoPost[] = [
  ...Object.entries(written).flatMap(([by, lines]) =>
    lines.map(
      ([scenes, shape, caption, alt]): DemoPost => ({
        by,
        scenes: scenes.split(' ') as SceneName[],
        shape: shapes[shape],
        caption,
        alt,
        ...(by === 'sam.private' && caption.startsWith('We') ? { followersOnly: true } : {}),
      }),
    ),
  ),
  ...films.map(
    ([by, scene, caption, alt]): DemoPost => ({ by, scenes: [scene], shape: 'portrait', caption, alt, film: true }),
  ),
]
