export {
  Access,
  accessOf,
  type Binding,
  builtInRoles,
  type Held,
  isSystemOwned,
  type Role,
  type Subject,
} from './access.ts';
export { type PolicyRule, type Reach, reachOf } from './rule.ts';
