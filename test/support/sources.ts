import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'
import { projectFolder } from './spawn.ts'

export interface SourceImport {
  /** What is imported: a path from the project's folder (`src/lib/ids.ts`), a package's name, or `node:…`. */
  target: string
  kind: 'source' | 'package' | 'node'
  /** Nothing of it is left when the program runs. */
  typesOnly: boolean
  /** `import('…')`: loaded when that line is reached. */
  dynamic: boolean
  line: number
}

export interface SourceFile {
  /** From the project's folder, with `/`. */
  path: string
  imports: SourceImport[]
  /** Lines of `export default`. */
  defaultExports: number[]
  /** Lines that touch these properties of `process`. */
  processUses: { property: string; line: number }[]
}

/** Every TypeScript file under a folder of the project, with what the architecture's rules ask about. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .sort()
    .map((path) => readSource(path, readFileSync(join(projectFolder, path), 'utf8')))
}

/** The same for one text, said to stand at `path`. */
export function readSource(path: string, text: string): SourceFile {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind)
  const file: SourceFile = { path, imports: [], defaultExports: [], processUses: [] }
  const lineOf = (node: ts.Node) => tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
  const add = (node: ts.Node, name: ts.Node, typesOnly: boolean, dynamic = false) => {
    if (!ts.isStringLiteralLike(name)) return
    file.imports.push({ ...resolveImport(path, name.text), typesOnly, dynamic, line: lineOf(node) })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypesOnlyImport(node))
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node, node.moduleSpecifier, isTypesOnlyExport(node))
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [name] = node.arguments
      if (name) add(node, name, false, true)
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, true)
    } else if (isProcessProperty(node)) {
      file.processUses.push({ property: node.name.text, line: lineOf(node) })
    } else if (isDefaultExport(node)) file.defaultExports.push(lineOf(node))
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return file
}

function resolveImport(from: string, name: string): Pick<SourceImport, 'target' | 'kind'> {
  if (name.startsWith('.'))
    return { kind: 'source', target: normalize(join(dirname(from), name)).replaceAll('\\', '/') }
  if (name.startsWith('node:')) return { kind: 'node', target: name }
  const parts = name.split('/')
  return { kind: 'package', target: name.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]! }
}

function isTypesOnlyImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false
  if (importClause.isTypeOnly) return true
  const { name, namedBindings } = importClause
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly)
}

function isTypesOnlyExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  if (isTypeOnly) return true
  if (!exportClause || !ts.isNamedExports(exportClause)) return false
  return exportClause.elements.length > 0 && exportClause.elements.every((element) => element.isTypeOnly)
}

function isProcessProperty(node: ts.Node): node is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'process'
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return !node.isExportEquals
  if (ts.isExportSpecifier(node)) return node.name.text === 'default'
  if (!ts.canHaveModifiers(node)) return false
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false
}
