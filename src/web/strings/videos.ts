/** What the pages of videos say. */
export const videoWords = {
  title: 'Videos',
  kinds: 'Kinds of videos',
  shorts: 'Shorts',
  long: 'Long',
  longTitle: 'Long videos',
  savedTitle: 'Saved videos',
  watchTitle: 'Video',
  retry: 'Try again',

  // What to watch.
  choose: 'What to watch',
  categories: 'Categories',
  allCategories: 'Everything',
  region: 'Country',
  regionHint: 'Videos that are popular there.',
  regionFallback: 'There is nothing of {asked} here. These are the videos of {given}.',
  seeSaved: 'Saved videos',
  aboutLink: 'About these videos',

  // Lists.
  openVideo: '{title}, {length}',
  shortBadge: 'Short',
  seen: 'Seen',
  views: { one: '{count} view', other: '{count} views' },
  end: 'You have seen all there is for now.',
  emptyNoKey: 'There are no videos here yet',
  emptyNoKeyText: 'This community has not switched videos on.',
  emptyPreparing: 'Videos are on their way',
  emptyPreparingText: 'They are being gathered just now. Look again in a few minutes.',
  emptyNothing: 'Nothing in this category',
  emptyNothingText: 'There is nothing of it at the moment. Another category has something, surely.',
  emptyHidden: 'You have put all of them aside',
  emptyHiddenText: 'What you hide does not come back in this browser. New videos come every few hours.',
  lookAgain: 'Look again',
  savedEmpty: 'You have saved no videos',
  savedEmptyText: 'Press the bookmark beside a video, and it waits for you here.',
  seeVideos: 'See videos',

  // The pager.
  pager: 'Shorts, one at a time',
  pagerHelp: 'Arrow keys up and down go to the one before and the next.',
  position: 'Short {at} of {count}',
  positionOpen: 'Short {at}',
  next: 'Next Short',
  previous: 'Short before',

  // The player.
  playerOf: 'Player: {title}',
  play: 'Play: {title}',
  playOn: 'Go on at {time}: {title}',
  playerSilent: 'The player does not answer. YouTube may be out of reach from where you are.',
  watchOnYoutube: 'Watch on YouTube',
  failed: 'YouTube could not play it (error {code}).',
  failedGone: 'It is not on YouTube any more, or it is private now.',
  failedElsewhere: 'Whoever made it lets it be watched on YouTube alone.',
  failedIdentity: 'YouTube could not tell which site plays it (error {code}). A browser or an extension may hide that.',
  failedOffline: 'You are offline. Videos come from YouTube and need a connection.',

  // What is done with it.
  save: 'Save',
  unsave: 'Saved',
  saveVideo: 'Save video',
  unsaveVideo: 'Remove from saved videos',
  share: 'Send',
  shareVideo: 'Send to somebody',
  report: 'Report',
  reportVideo: 'Report video',
  hide: 'Not for me',
  hidden: 'You will not see this video here any more.',
  videoHidden: 'You have put this video aside.',
  bringBack: 'Bring it back',

  // Its page.
  description: 'Description',
  noDescription: 'There is no description.',
  showAll: 'Show all',
  showLess: 'Show less',
  channel: 'Channel {name} on YouTube',
  gone: 'This video is not here',
  goneText: 'It may be gone from YouTube, or it may not be shown in this community.',

  // About these videos.
  aboutTitle: 'About these videos',
  aboutIntro:
    'The videos come from YouTube. This community finds them by YouTube API Services and plays them in YouTube’s own player.',
  aboutTermsTitle: 'Whose terms hold',
  aboutTerms:
    'Whoever watches videos here agrees to YouTube’s Terms of Service. What Google does with data is said in its Privacy Policy.',
  youtubeTerms: 'YouTube Terms of Service',
  googlePrivacy: 'Google Privacy Policy',
  aboutPrivacyTitle: 'What YouTube learns of you',
  aboutPrivacy:
    'Nothing, as long as you see no videos. Where they are shown, their pictures are fetched from i.ytimg.com without saying which page you are on. The player of www.youtube-nocookie.com is loaded only when you start a video; YouTube then learns your address on the network and the name of this site.',
  aboutKeptTitle: 'What is kept here',
  aboutKept:
    'This server notes which videos you have seen, so that new ones come first, and which you have saved. Of videos made for children it notes nothing. What you hide is kept in this browser alone. What is known of a video is fetched anew within a week and removed after 29 days at most.',
  ownPrivacy: 'Privacy policy of this community',
} as const
