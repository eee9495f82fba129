import { readFileSync } from 'node:fs'

const { text: corpus } = JSON.parse(readFileSync('test/fixtures/names/hostile.json', 'utf8')) as { text: string[] }
/** Sequences and shapes that a terminal could obey or trip over, and the texts that people really try. */
export const hostileTexts: readonly string[] = [
  ...corpus,
  '\u001b[6n',
  '\u001b[c',
  '\u001b]52;c;b3duZWQ=\u0007',
  '\u001b]2;owned\u001b\\',
  '\u001bP1$r0m\u001b\\',
  '\u001b_Gi=1,a=T;AAAA\u001b\\',
  '\u001b^secret\u001b\\',
  '\u001bc',
  '\u001b[?1049l',
  '\u001b[1000;1000H#',
  '\u009b2J',
  '\u009d0;owned\u009c',
  'a\bb\rc\vd\fe',
  '\u000e\u000f',
  '\u202eright to left\u2066',
  '\u{F5000}\u{F5001}',
  '👩‍👩‍👧‍👦👍🏽🇩🇪',
  'w\u0301\u0302\u0303\u0304\u0305\u0306\u0307',
  '\ud800 half a character',
  '\t\ttabs',
]

/** What is left of the bytes when everything the console itself may send is taken out: printable text, and no more. */
export function foreignBytes(bytes: string): string {
  return bytes
    .replaceAll(/\u001b\[\?(?:1049|25|7|2004|2026)[hl]/g, '')
    .replaceAll(/\u001b\[(?:\d+(?:;\d+)*)?[CGHKSTXJmrt]/g, '')
    .replaceAll('\u001b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u001b\\', '')
    .replaceAll('\u001b]11;?\u001b\\', '')
    .replaceAll('\u001b[c', '')
    .replaceAll(/[^\u0000-\u001f\u007f-\u009f]/g, '')
}
