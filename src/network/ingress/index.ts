export type { Answer, Danger, DangerCode, RouteAnswers, TlsVersion } from './answers.ts';
export { unanswered } from './answers.ts';
export { type AskedBy, askedBy } from './asked.ts';
export type { Controller, ControllerId } from './controller.ts';
export { type IngressControllers, ingressControllersOf, type ServedRoute } from './detect.ts';
export { covers, type NoteCode, type NoteSeverity, type RouteNote, RouteNotes } from './notes.ts';
export type { Route } from './route.ts';
export { hostsOf } from './shadowed.ts';
