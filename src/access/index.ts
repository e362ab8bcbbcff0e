export { Access, accessOf, type Binding, builtInRoles, isSystemOwned, type Role, type Subject } from './access.ts';
export { type PolicyRule, reachOf } from './rule.ts';
