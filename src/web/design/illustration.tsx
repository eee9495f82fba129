import type { JSX } from 'preact'
import './illustration.css'

// The client's own pictures share one motif with its mark: a dot on the move and the arcs it leaves behind.

/** The mark: a dot with two arcs in its wake. */
export function Mark({ class: extra }: { class?: string }): JSX.Element {
  return (
    <svg class={extra ?? 'mark'} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class="mark-arc mark-arc-far" d="M6 22.5a11.5 11.5 0 0 1 9.5-15.4" />
      <path class="mark-arc" d="M10.2 25.6A7.5 7.5 0 0 1 16 12.3" />
      <circle class="mark-dot" cx="20.5" cy="16.5" r="5.5" />
    </svg>
  )
}

const pictures = {
  empty: (
    <>
      <path class="ill-far" d="M34 92a46 46 0 0 1 38-62" />
      <path class="ill-near" d="M52 102a30 30 0 0 1 24-52" />
      <circle class="ill-dot" cx="96" cy="68" r="20" />
      <circle class="ill-ground" cx="134" cy="40" r="5" />
      <circle class="ill-ground" cx="142" cy="92" r="3" />
    </>
  ),
  posts: (
    <>
      <rect class="ill-ground" x="30" y="34" width="64" height="72" rx="12" />
      <rect class="ill-card" x="62" y="22" width="72" height="80" rx="12" />
      <path class="ill-near" d="m68 88 18-22 14 15 10-10 18 20" />
      <circle class="ill-dot" cx="112" cy="46" r="9" />
    </>
  ),
  people: (
    <>
      <circle class="ill-ground" cx="54" cy="58" r="16" />
      <path class="ill-ground" d="M26 104a28 26 0 0 1 56 0z" />
      <circle class="ill-dot" cx="104" cy="50" r="20" />
      <path class="ill-card" d="M68 108a36 32 0 0 1 72 0z" />
    </>
  ),
  messages: (
    <>
      <path
        class="ill-ground"
        d="M44 30h56a14 14 0 0 1 14 14v20a14 14 0 0 1-14 14H62L44 92V78a14 14 0 0 1-14-14V44a14 14 0 0 1 14-14z"
      />
      <path
        class="ill-card"
        d="M84 54h40a14 14 0 0 1 14 14v18a14 14 0 0 1-14 14v12l-16-12H84a14 14 0 0 1-14-14V68a14 14 0 0 1 14-14z"
      />
      <circle class="ill-dot" cx="90" cy="77" r="5" />
      <circle class="ill-dot" cx="104" cy="77" r="5" />
      <circle class="ill-dot" cx="118" cy="77" r="5" />
    </>
  ),
  bell: (
    <>
      <path
        class="ill-card"
        d="M82 28a28 28 0 0 1 28 28c0 18 5 26 10 31a4 4 0 0 1-3 7H47a4 4 0 0 1-3-7c5-5 10-13 10-31a28 28 0 0 1 28-28z"
      />
      <path class="ill-near" d="M70 102a13 13 0 0 0 24 0" />
      <path class="ill-far" d="M126 40a44 44 0 0 1 8 22M38 40a44 44 0 0 0-8 22" />
      <circle class="ill-dot" cx="110" cy="36" r="10" />
    </>
  ),
  search: (
    <>
      <circle class="ill-card" cx="74" cy="60" r="32" />
      <path class="ill-far" d="M58 66a18 18 0 0 1 14-24" />
      <path class="ill-near" d="m98 84 26 26" />
      <circle class="ill-dot" cx="126" cy="38" r="8" />
    </>
  ),
  lost: (
    <>
      <path class="ill-far" d="M30 96c20-4 24-28 44-28s20 20 38 14" />
      <path class="ill-card" d="M112 24c13 0 22 9 22 21 0 16-22 37-22 37S90 61 90 45c0-12 9-21 22-21z" />
      <circle class="ill-dot" cx="112" cy="45" r="8" />
      <circle class="ill-ground" cx="30" cy="96" r="6" />
    </>
  ),
  offline: (
    <>
      <path class="ill-card" d="M52 98a22 22 0 0 1-2-44 32 32 0 0 1 61-8 26 26 0 0 1 3 52z" />
      <path class="ill-near" d="m70 66 24 20M94 66 70 86" />
      <path class="ill-far" d="M136 44a60 60 0 0 1 6 20" />
      <circle class="ill-dot" cx="128" cy="32" r="7" />
    </>
  ),
  trouble: (
    <>
      <path class="ill-card" d="M82 26 134 106H30z" />
      <path class="ill-near" d="M82 56v24" />
      <circle class="ill-dot" cx="82" cy="92" r="4" />
      <path class="ill-far" d="M34 44a60 60 0 0 1 20-18" />
    </>
  ),
  shield: (
    <>
      <path class="ill-card" d="m82 22 40 14v28c0 24-16 40-40 50-24-10-40-26-40-50V36z" />
      <path class="ill-near" d="m66 66 12 12 22-24" />
      <path class="ill-far" d="M134 42a52 52 0 0 1 2 30" />
      <circle class="ill-dot" cx="130" cy="30" r="6" />
    </>
  ),
  mail: (
    <>
      <rect class="ill-card" x="32" y="36" width="100" height="68" rx="12" />
      <path class="ill-near" d="m38 46 44 34 44-34" />
      <circle class="ill-dot" cx="132" cy="36" r="10" />
    </>
  ),
  hello: (
    <>
      <path class="ill-far" d="M24 96A62 62 0 0 1 76 18" />
      <path class="ill-near" d="M46 106A42 42 0 0 1 80 36" />
      <circle class="ill-dot" cx="102" cy="68" r="28" />
      <circle class="ill-ground" cx="146" cy="44" r="7" />
      <circle class="ill-ground" cx="150" cy="92" r="4" />
    </>
  ),
} as const

export type IllustrationName = keyof typeof pictures

/** One of the client's own pictures; always decoration beside words that say the same. */
export function Illustration({ name }: { name: IllustrationName }): JSX.Element {
  return (
    <svg class="illustration" viewBox="0 0 164 128" aria-hidden="true" focusable="false">
      {pictures[name]}
    </svg>
  )
}
