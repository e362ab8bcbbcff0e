export type { Answer, Danger, DangerCode, RouteAnswers, TlsVersion } from './answers.ts';
export { unanswered } from './answers.ts';
export { type AskedBy, askedBy } from './asked.ts';
export type { Controller, ControllerId } from './controller.ts';
export { type IngressControllers, ingressControllersOf, type ServedRoute } from './detect.ts';
export type { Route } from './route.ts';
