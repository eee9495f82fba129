/** A list in one line, so that the table below can be read. */
const list = (line: string): string[] => line.split(', ')

/** What is searched for in each category, in everyday words of the language: they find local videos, hashtags do not. */
export const defaultPhrases: Record<string, Record<string, string[]>> = {
  music: {
    en: list('new song, acoustic cover, live session, guitar solo, music video, singing challenge, piano cover'),
    de: list('neues lied, akustik cover, live auftritt, deutsche musik, musikvideo, klavier cover, singen'),
    es: list('canción nueva, versión acústica, en vivo, guitarra, video musical, cantando, piano'),
    fr: list('nouvelle chanson, reprise acoustique, session live, guitare, clip musical, chanter, piano'),
    pt: list('música nova, versão acústica, ao vivo, violão, clipe, cantando, piano'),
  },
  gaming: {
    en: list('gameplay, speedrun, boss fight, funny gaming moments, game review, minecraft build, walkthrough'),
    de: list('let’s play, gameplay deutsch, lustige gaming momente, spiele test, minecraft bauen, speedrun'),
    es: list('gameplay español, momentos graciosos gaming, reseña de juego, minecraft construcción, speedrun'),
    fr: list('gameplay français, moments drôles gaming, test de jeu, minecraft construction, speedrun'),
    pt: list('gameplay, momentos engraçados jogos, análise de jogo, minecraft construção, speedrun'),
  },
  comedy: {
    en: list('sketch comedy, stand up comedy, funny moments, parody, impressions, relatable humor, improv'),
    de: list('comedy sketch, stand up deutsch, lustige momente, parodie, witze, kabarett, imitation'),
    es: list('comedia, monólogo, momentos divertidos, parodia, chistes, imitaciones, humor'),
    fr: list('sketch humour, stand up français, moments drôles, parodie, blagues, imitations'),
    pt: list('comédia, stand up, momentos engraçados, paródia, piadas, imitações, humor'),
  },
  entertainment: {
    en: list('challenge, quiz, street interview, talent show, magic trick, reaction, behind the scenes'),
    de: list('challenge, quiz, straßenumfrage, talentshow, zaubertrick, reaktion, hinter den kulissen'),
    es: list('reto, quiz, entrevista en la calle, talentos, truco de magia, reacción, detrás de cámaras'),
    fr: list('défi, quiz, micro trottoir, talents, tour de magie, réaction, coulisses'),
    pt: list('desafio, quiz, entrevista na rua, talentos, truque de mágica, reação, bastidores'),
  },
  sports: {
    en: list('match highlights, training drills, best goals, skateboarding tricks, workout, climbing, race final'),
    de: list('spiel höhepunkte, training übungen, schönste tore, skateboard tricks, klettern, rennen finale'),
    es: list('mejores jugadas, entrenamiento, mejores goles, trucos de skate, escalada, carrera final'),
    fr: list('meilleurs moments match, entraînement, plus beaux buts, skate, escalade, course finale'),
    pt: list('melhores momentos, treino, gols mais bonitos, manobras de skate, escalada, corrida final'),
  },
  film: {
    en: list('short film, animation, trailer, film scene, stop motion, movie review, how it was filmed'),
    de: list('kurzfilm, animation, trailer deutsch, filmszene, stop motion, filmkritik, making of'),
    es: list('cortometraje, animación, tráiler, escena de película, stop motion, crítica de cine'),
    fr: list('court métrage, animation, bande annonce, scène de film, stop motion, critique de film'),
    pt: list('curta metragem, animação, trailer, cena de filme, stop motion, crítica de cinema'),
  },
  howto: {
    en: list('easy recipe, home repair, sewing tutorial, makeup tutorial, gardening tips, life hacks, woodworking'),
    de: list('einfaches rezept, selber reparieren, nähen anleitung, make up tutorial, garten tipps, holz werken'),
    es: list('receta fácil, reparar en casa, costura tutorial, maquillaje, consejos jardín, carpintería'),
    fr: list('recette facile, bricolage maison, couture tuto, maquillage, conseils jardin, travail du bois'),
    pt: list('receita fácil, consertar em casa, costura, maquiagem tutorial, dicas de jardim, marcenaria'),
  },
  tech: {
    en: list('gadget review, teardown, programming, space launch, robotics, science experiment, new phone'),
    de: list('technik test, auseinandergebaut, programmieren, raumfahrt, roboter, experiment, neues handy'),
    es: list('reseña tecnología, desmontaje, programación, espacio, robótica, experimento, nuevo móvil'),
    fr: list('test technologie, démontage, programmation, espace, robotique, expérience, nouveau téléphone'),
    pt: list('análise tecnologia, desmontagem, programação, espaço, robótica, experimento, novo celular'),
  },
  animals: {
    en: list('cute puppy, funny cats, animal rescue, parrot talking, horse, wildlife, aquarium'),
    de: list('süßer welpe, lustige katzen, tierrettung, papagei spricht, pferd, wildtiere, aquarium'),
    es: list('cachorro tierno, gatos graciosos, rescate de animales, loro hablando, caballo, fauna'),
    fr: list('chiot mignon, chats drôles, sauvetage animal, perroquet parle, cheval, animaux sauvages'),
    pt: list('filhote fofo, gatos engraçados, resgate de animais, papagaio falando, cavalo, vida selvagem'),
  },
  education: {
    en: list('explained simply, history lesson, maths trick, physics experiment, language learning, how it works'),
    de: list('einfach erklärt, geschichte, mathe trick, physik experiment, sprache lernen, wie funktioniert'),
    es: list('explicado fácil, historia, truco de matemáticas, experimento de física, aprender idiomas'),
    fr: list('expliqué simplement, histoire, astuce maths, expérience physique, apprendre une langue'),
    pt: list('explicado fácil, história, truque de matemática, experimento de física, aprender idiomas'),
  },
}
