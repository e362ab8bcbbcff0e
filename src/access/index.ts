export {
  Access,
  accessOf,
  accountOf,
  type Binding,
  bindingKinds,
  builtInRoles,
  isSystemOwned,
  type Role,
  roleKinds,
  type Subject,
} from './access.ts';
export { type PolicyRule, reachOf } from './rule.ts';
