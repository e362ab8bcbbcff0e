import {
  type CelProgram,
  type CelType,
  compile,
  environment,
  namespaceType,
  requestType,
  types,
} from '../../cel/index.ts';
import { type Diagnostic, say } from '../../inventory/index.ts';
import { formatPath } from '../../kubernetes/index.ts';
import type { Expression, PolicySpec } from './policy.ts';

/** A policy whose expressions are compiled, once. */
export interface CompiledPolicy {
  readonly spec: PolicySpec;
  readonly matchConditions: readonly { readonly name: string; readonly program: CelProgram }[];
  readonly variables: readonly { readonly name: string; readonly program: CelProgram }[];
  readonly validations: readonly CompiledValidation[];
}

interface CompiledValidation {
  readonly program: CelProgram;
  readonly message: string;
  readonly messageProgram: CelProgram | undefined;
}

const { bool, dyn, string } = types;

const authorizers = {
  authorizer: types.opaque('kubernetes.authorization.Authorizer'),
  'authorizer.requestResource': types.opaque('kubernetes.authorization.ResourceCheck'),
};

/** What is wrong with a policy's expressions, and where. */
export interface ExpressionIssue {
  readonly expression: Expression;
  readonly message: string;
}

/**
 * Compiles a policy as the API server does when it is created: `object` is dyn, expressions must be boolean, variables have the
 * types of their expressions. With `objectType`, only the issues are of interest: what the expressions would do wrong on that kind.
 */
export function compilePolicy(
  spec: PolicySpec,
  objectType: CelType = dyn,
): { readonly policy: CompiledPolicy | undefined; readonly issues: readonly ExpressionIssue[] } {
  const issues: ExpressionIssue[] = [];
  const variableTypes: Record<string, CelType> = {};
  const shared = {
    object: objectType,
    oldObject: objectType,
    request: requestType,
    namespaceObject: namespaceType,
    variables: types.objectType('kubernetes.variables', variableTypes),
    ...(spec.paramKind !== undefined && { params: dyn }),
  };
  const compiled = (expression: Expression, resultType?: CelType, withAuthorizer = true): CelProgram | undefined => {
    const variables = withAuthorizer ? { ...shared, ...authorizers } : shared;
    const result = compile(
      expression.text,
      environment({ variables, ...(resultType !== undefined && { resultType }) }),
    );
    for (const { line, column, message } of result.errors ?? []) {
      issues.push({ expression, message: `${formatPath(expression.path)} ${line}:${column}: ${message}` });
    }
    lastType = result.errors === undefined ? result.type : types.errorType;
    return result.program;
  };
  let lastType: CelType = dyn;

  const variables = spec.variables.map(({ name, expression }) => {
    const program = compiled(expression);
    variableTypes[name] = lastType;
    return { name, program };
  });
  const matchConditions = spec.matchConditions.map(({ name, expression }) => ({
    name,
    program: compiled(expression, bool),
  }));
  const validations = spec.validations.map(({ expression, message, messageExpression }) => ({
    program: compiled(expression, bool),
    message: message === '' ? `failed expression: ${expression.text.trim()}` : message,
    messageProgram: messageExpression === undefined ? undefined : compiled(messageExpression, string, false),
  }));
  if (issues.length > 0) return { policy: undefined, issues };
  return { policy: { spec, matchConditions, variables, validations } as CompiledPolicy, issues };
}

/** An issue as something of the input that can't be used. */
export function diagnosticOf({ object, name }: PolicySpec, issue: ExpressionIssue): Diagnostic {
  return {
    code: 'policy',
    file: object.source.file,
    ...object.source.locate(issue.expression.path),
    said: say('policy-unusable', { policy: name, reason: issue.message }),
  };
}
