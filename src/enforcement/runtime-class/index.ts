export { defaultClass, sandboxDefault } from './sandbox-default.ts';
export { type SandboxClass, type SandboxPlan, type SandboxRule, sandboxPlan } from './sandbox-plan.ts';
export { sandboxPolicy } from './sandbox-policy.ts';
