import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { projectFolder } from './spawn.ts'

export interface SourceExpression {
  /** Where it stands, as `src/lib/csv.ts:12`. */
  place: string
  source: string
  flags: string
  /** Made of something that is not written there, so that only whoever imports it can try it. */
  isMade: boolean
}

/** Every regular expression written under a folder of the project: literals, and `new RegExp` of a written text. */
export function readRegularExpressions(folder: string): SourceExpression[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .sort()
    .flatMap((path) => expressionsOf(path, readFileSync(join(projectFolder, path), 'utf8')))
}

/** The same for one text, said to stand at `path`. */
export function expressionsOf(path: string, text: string): SourceExpression[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind)
  const found: SourceExpression[] = []
  const add = (node: ts.Node, source: string | undefined, flags: string | undefined): void => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
    const isMade = source === undefined || flags === undefined
    found.push({ place: `${path}:${line}`, source: source ?? '', flags: flags ?? '', isMade })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      add(node, node.text.slice(1, end), node.text.slice(end + 1))
    } else if (isCallOfRegExp(node)) {
      const [source, flags] = node.arguments ?? []
      add(node, source && writtenText(source), flags ? writtenText(flags) : '')
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function isCallOfRegExp(node: ts.Node): node is ts.NewExpression | ts.CallExpression {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false
  return ts.isIdentifier(node.expression) && node.expression.text === 'RegExp'
}

/** The text of a string or template; what a template puts in is taken for one letter. */
function writtenText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `x${literal.text}`).join('')
  }
  if (ts.isTaggedTemplateExpression(node)) {
    const { template } = node
    if (ts.isNoSubstitutionTemplateLiteral(template)) return template.rawText ?? template.text
    return (
      (template.head.rawText ?? '') + template.templateSpans.map(({ literal }) => `x${literal.rawText ?? ''}`).join('')
    )
  }
  return undefined
}

/** Whether an expression repeats anything without a bound: without that it looks at each place of a text but once. */
export function repeats({ source }: SourceExpression): boolean {
  return /[*+]|\{\d+,\d*\}/.test(source)
}

/**
 * What makes a backtracking engine work when it is repeated: each character that the expression names, samples of the
 * classes it may mean, and neighbours that alternate.
 */
export function worstUnits({ source }: SourceExpression): string[] {
  const letters = lettersOf(source)
  const next = letters.map((letter, index) => letter + (letters[index + 1] ?? 'a'))
  return [...new Set([...letters, ...letters.map((letter) => `a${letter}`), ...next])]
}

function lettersOf(source: string): string[] {
  const plain = source
    .replaceAll(/\\u\{?([0-9a-f]{4,6})\}?|\\x([0-9a-f]{2})/gi, (_, wide?: string, narrow?: string) =>
      String.fromCodePoint(Number.parseInt((wide ?? narrow)!, 16)),
    )
    .replaceAll(/\\[pP]\{[^}]*\}|\\[bBdDsSwWkfv0]|\(\?[:=!<]*/g, '')
    .replaceAll('\\t', '\t')
    .replaceAll('\\r', '\r')
    .replaceAll('\\n', '\n')
    .replaceAll('\\', '')
  return [...new Set(['a', 'A', '0', ' ', '\n', '.', '-', ...plain])]
}
