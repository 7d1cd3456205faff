import { join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../dev/derive/manifest';

/** A push to a queue: in which file, and to which queues by its type; none where the type does not tell, with the place. */
export type Push = { readonly file: string; readonly queues: readonly string[]; readonly place: string };

/**
 * Reads the types of everything that an entry file reaches: the first argument of each call of a `QueuePort`, the argument
 * after a `QueuePort` that is handed on, and the key of each `new Queue({ key })`. A function that passes on the name it
 * was given is skipped, because its callers are read.
 */
export function pushesIn(entryFile: string): Push[] {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const program = ts.createProgram([join(ROOT, entryFile)], { ...options, types: ['node'] });
  const checker = program.getTypeChecker();
  const pushes: Push[] = [];

  const note = (argument: ts.Expression) => {
    const type = checker.getTypeAtLocation(argument);
    const literals = (type.isUnion() ? type.types : [type]).filter((part) => part.isStringLiteral());
    const source = argument.getSourceFile();
    const file = relative(ROOT, source.fileName);
    if (literals.length === 0 && file.startsWith('src/platform/')) return;
    const line = source.getLineAndCharacterOfPosition(argument.getStart()).line + 1;
    pushes.push({ file, queues: literals.map(({ value }) => value), place: `${file}:${String(line)} ${argument.getText()}` });
  };
  const visit = (node: ts.Node): void => {
    const argument = queueArgument(node, checker);
    if (argument !== undefined) note(argument);
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) {
    if (file.fileName.startsWith(join(ROOT, 'src/'))) visit(file);
  }
  return pushes;
}

function queueArgument(node: ts.Node, checker: ts.TypeChecker): ts.Expression | undefined {
  if (ts.isCallExpression(node)) {
    const isPort = (expression: ts.Expression) =>
      checker.getNonNullableType(checker.getTypeAtLocation(expression)).aliasSymbol?.name === 'QueuePort';
    // The port itself is called with the name first; a function that takes the port takes the name right after it.
    const portAt = isPort(node.expression) ? -1 : node.arguments.findIndex(isPort);
    if (portAt < 0 && !isPort(node.expression)) return undefined;
    const name = node.arguments[portAt + 1];
    return name === undefined || isParameter(name, checker) ? undefined : name;
  }
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'Queue') return undefined;
  const settings = node.arguments?.[0];
  if (settings === undefined || !ts.isObjectLiteralExpression(settings)) return settings;
  const key = settings.properties.find((property) => property.name?.getText() === 'key');
  if (key === undefined) return settings;
  return ts.isPropertyAssignment(key) ? key.initializer : ts.isShorthandPropertyAssignment(key) ? key.name : settings;
}

function isParameter(expression: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isIdentifier(expression)) return false;
  return checker.getSymbolAtLocation(expression)?.valueDeclaration?.kind === ts.SyntaxKind.Parameter;
}
