import type { ComponentChildren, JSX } from 'preact'
import type { Shape } from '../api/types.ts'
import { profileAddress, tagAddress } from '../shell/addresses.ts'
import { classNames } from './class-names.ts'
import { type FoundPart, findTextParts, linkOf, partsInOrder } from './text-parts.ts'
import './rich-text.css'

interface RichTextProps {
  text: string
  /** Where the server found tags, mentions and links; without, they are looked for here. */
  parts?: Shape<'TextParts'>
  class?: string
  /** Nothing in it can be pressed, for texts inside of links. */
  flat?: boolean
  as?: 'div' | 'span' | 'p'
}

/**
 * What somebody wrote, shown as typed, in the direction of its own script. Tags and people lead to their pages; only
 * http and https become links, and the host to be seen is the one that is opened.
 */
export function RichText({ text, parts, class: extra, flat = false, as: Element = 'div' }: RichTextProps): JSX.Element {
  return (
    <Element class={classNames('rich-text', extra)} dir="auto">
      {flat ? text : piecesOf(text, parts === undefined ? findTextParts(text) : partsInOrder(text, parts))}
    </Element>
  )
}

function piecesOf(text: string, parts: readonly FoundPart[]): ComponentChildren[] {
  const pieces: ComponentChildren[] = []
  let at = 0
  for (const part of parts) {
    if (part.start > at) pieces.push(text.slice(at, part.start))
    pieces.push(<Piece key={part.start} part={part} typed={text.slice(part.start, part.end)} />)
    at = part.end
  }
  if (at < text.length) pieces.push(text.slice(at))
  return pieces
}

function Piece({ part, typed }: { part: FoundPart; typed: string }): JSX.Element {
  if (part.kind === 'tag') return <a href={tagAddress(part.value)}>{typed}</a>
  if (part.kind === 'mention') return <a href={profileAddress(part.value)}>{typed}</a>
  const link = linkOf(part.value, typed)
  if (link === undefined) return <>{typed}</>
  return (
    <a href={link.href} target="_blank" rel="noopener nofollow ugc">
      {link.label}
    </a>
  )
}
