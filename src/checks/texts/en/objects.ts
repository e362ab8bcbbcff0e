import { problemTexts } from '../../../kubernetes/schema/index.ts';
import type { CheckTexts } from '../text.ts';

export const objects: CheckTexts = {
  'meta-required-labels': {
    title: 'Required label or annotation is missing',
    why: 'Without them nobody answers for the object: labels and annotations say who owns it and which policies, costs and alerts apply to it.',
    action: 'Add the label or annotation, with a value of the required form',
    message: {
      'labels-absent': '{kind} {name} lacks the label {label}',
      'labels-malformed': 'Label {label} of {kind} {name} is {value}, which does not match {pattern}',
      'annotations-absent': '{kind} {name} lacks the annotation {label}',
      'annotations-malformed': 'Annotation {label} of {kind} {name} does not match {pattern}',
    },
  },
  'meta-deprecated-api': {
    title: 'Deprecated or removed API',
    why: 'The API server refuses objects in an API version that it no longer serves, so whatever the object protects goes without it. Deprecated versions are removed in a later release.',
    action: 'Change apiVersion to the replacement, and adapt the fields that differ',
    message: {
      removed: '{apiVersion} {kind} is no longer served as of Kubernetes {removed}',
      'removed-replaced': '{apiVersion} {kind} is no longer served as of Kubernetes {removed}; use {replacement}',
      deprecated: '{apiVersion} {kind} is deprecated as of Kubernetes {deprecated}',
      'deprecated-replaced': '{apiVersion} {kind} is deprecated as of Kubernetes {deprecated}; use {replacement}',
    },
  },
  'meta-schema-valid': {
    title: 'Object does not match its schema',
    why: 'Unless field validation is strict, a misspelled or misplaced field is silently dropped, and so is the protection it was meant to give; other mistakes make the API server refuse the object.',
    action: 'Correct the field',
    message: { ...problemTexts.en, 'unknown-kind': '{apiVersion} has no kind {kind}' },
  },
  'meta-duplicate-object': {
    title: 'Object declared twice',
    why: 'Of two objects with the same name, the one applied last wins, and which one that is depends on the order of the files.',
    action: 'Remove or rename one of the two',
    message: {
      default: '{kind} {name} is also declared in {other}',
      file: '{kind} {name} is declared twice in this file (also at {other})',
    },
  },
  'meta-tiller': {
    title: 'Helm 2 Tiller',
    why: 'Anyone who reaches Tiller’s port acts as cluster-admin in a usual setup, without a password, and Tiller has had no fixes since November 2020.',
    action: 'Remove Tiller, and move to Helm 3 or later',
    message: 'Container {container} runs Tiller ({value})',
  },
  'meta-known-cve-config': {
    title: 'Setting that opens a known flaw',
    why: 'This setting, or the version that it names, makes a published attack possible.',
    action: 'Remove the setting, or update to a fixed version',
    message: {
      sysctl:
        'A sysctl value contains + or =, which lets a pod set any kernel parameter on old CRI-O versions ({flaw})',
      lookup: 'Container {container} is passed a JNDI lookup, which triggers Log4Shell ({flaw})',
      image: 'Container {container} runs {value}, a version with {flaw}',
    },
  },
};
