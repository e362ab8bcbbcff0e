import { problemTexts } from '../../../kubernetes/schema/index.ts';
import type { CheckTexts } from '../text.ts';

export const objects: CheckTexts = {
  'meta-required-labels': {
    title: 'Required label is missing',
    why: 'Labels and annotations say who owns an object and which policies, costs and alerts concern it; without them nobody answers for it.',
    action: 'Add the label with a value of the required form',
    message: {
      'labels-absent': '{kind} {name} lacks the label {label}',
      'labels-malformed': 'Label {label} of {kind} {name} is {value}, which does not match {pattern}',
      'annotations-absent': '{kind} {name} lacks the annotation {label}',
      'annotations-malformed': 'Annotation {label} of {kind} {name} does not match {pattern}',
    },
  },
  'meta-deprecated-api': {
    title: 'Deprecated or removed API',
    why: 'An API server refuses objects of an API version that it no longer serves, and whatever guarded the object is then missing. Versions that are deprecated go in a later release.',
    action: 'Change the apiVersion to the replacement, and the fields that differ',
    message: {
      removed: '{apiVersion} {kind} is not served since Kubernetes {removed}',
      'removed-replaced': '{apiVersion} {kind} is not served since Kubernetes {removed}; use {replacement}',
      deprecated: '{apiVersion} {kind} is deprecated since Kubernetes {deprecated}',
      'deprecated-replaced': '{apiVersion} {kind} is deprecated since Kubernetes {deprecated}; use {replacement}',
    },
  },
  'meta-schema-valid': {
    title: 'Object does not match its schema',
    why: 'A field that is misspelled or misplaced is dropped without a word, so the protection that it was meant to give is missing; other mistakes make the API server refuse the object.',
    action: 'Correct the field',
    message: { ...problemTexts.en, 'unknown-kind': '{apiVersion} has no kind {kind}' },
  },
  'meta-duplicate-object': {
    title: 'Object declared twice',
    why: 'Of two objects with one name the one applied last holds: which that is depends on the order of files.',
    action: 'Remove or rename one of the two',
    message: {
      default: '{kind} {name} is declared in {other}, too',
      file: '{kind} {name} is declared twice in this file ({other})',
    },
  },
  'meta-tiller': {
    title: 'Helm 2 Tiller',
    why: 'Tiller is cluster-admin for everyone who reaches its port, without a password, and has had no fixes since November 2020.',
    action: 'Remove Tiller and move to Helm 3 or later',
    message: 'Container {container} runs Tiller ({value})',
  },
  'meta-known-cve-config': {
    title: 'Setting that opens a known flaw',
    why: 'The setting, or the version it names, is the condition of a published attack.',
    action: 'Remove the setting or update to a version with the fix',
    message: {
      sysctl:
        'A sysctl value holds + or =, which lets a pod set any kernel parameter through old CRI-O versions ({flaw})',
      lookup: 'Container {container} is given a JNDI lookup, the trigger of Log4Shell ({flaw})',
      image: 'Container {container} runs {value}, a version with {flaw}',
    },
  },
};
