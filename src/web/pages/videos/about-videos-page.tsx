import type { JSX } from 'preact'
import { PageHeader } from '../../shell/page-header.tsx'
import { videoWords as words } from '../../strings/videos.ts'
import './videos.css'
import { YoutubeMark } from './youtube-mark.tsx'

/** Where the videos come from, whose terms hold, and who learns what: as YouTube's terms want it said. */
export function AboutVideosPage(): JSX.Element {
  return (
    <>
      <PageHeader title={words.aboutTitle} back="/settings" />
      <div class="page-body videos-about">
        <YoutubeMark />
        <p>{words.aboutIntro}</p>
        <section>
          <h2>{words.aboutTermsTitle}</h2>
          <p>{words.aboutTerms}</p>
          <ul>
            <li>
              <a href="https://www.youtube.com/t/terms" target="_blank" rel="noopener">
                {words.youtubeTerms}
              </a>
            </li>
            <li>
              <a href="https://policies.google.com/privacy" target="_blank" rel="noopener">
                {words.googlePrivacy}
              </a>
            </li>
            <li>
              <a href="/privacy">{words.ownPrivacy}</a>
            </li>
          </ul>
        </section>
        <section>
          <h2>{words.aboutPrivacyTitle}</h2>
          <p>{words.aboutPrivacy}</p>
        </section>
        <section>
          <h2>{words.aboutKeptTitle}</h2>
          <p>{words.aboutKept}</p>
        </section>
      </div>
    </>
  )
}
