import type { Language } from '../../checks/index.ts';
import type { Visible } from '../../store/index.ts';
import type {
  NetworkConnection,
  NetworkExplanation,
  NetworkExposure,
  NetworkMap,
  NetworkSimulation,
} from '../contract/index.ts';
import { type Asked, explanationOf } from '../views/network/explain.ts';
import { type ExposureAsked, exposureView } from '../views/network/exposure.ts';
import { connectionsView, type MapFilters, mapView } from '../views/network/map.ts';
import type { NetworkModel } from '../views/network/model.ts';
import type { Recorded } from '../views/network/seen.ts';
import { simulationOf } from '../views/network/simulate.ts';

/** What can be asked about the network, and what is answered. */
interface Subjects {
  readonly map: { readonly asks: { readonly filters: MapFilters }; readonly answer: NetworkMap };
  readonly connections: {
    readonly asks: { readonly filters: MapFilters; readonly offset: number; readonly limit: number };
    readonly answer: { readonly items: NetworkConnection[]; readonly total: number };
  };
  readonly explanation: { readonly asks: Asked; readonly answer: NetworkExplanation };
  readonly exposure: { readonly asks: ExposureAsked; readonly answer: NetworkExposure };
  readonly simulation: { readonly asks: { readonly yaml: string }; readonly answer: NetworkSimulation };
}

export type Subject = keyof Subjects;
export type AnswerOf<S extends Subject> = Subjects[S]['answer'];
export type Question<S extends Subject> = {
  readonly about: S;
  readonly asks: Subjects[S]['asks'];
  readonly visible: Visible;
  readonly language: Language;
};
export type AnyQuestion = { [S in Subject]: Question<S> }[Subject];

/** @throws HttpProblem */
export function answerTo(question: AnyQuestion, model: NetworkModel, flows: Recorded): AnswerOf<Subject> {
  const { visible, language } = question;
  switch (question.about) {
    case 'map':
      return mapView(model, question.asks.filters, visible, flows);
    case 'connections':
      return connectionsView(model, question.asks.filters, visible, flows, question.asks);
    case 'explanation':
      return explanationOf(model, question.asks, flows, visible, language);
    case 'exposure':
      return exposureView(model, question.asks, visible, language);
    case 'simulation':
      return simulationOf(model, question.asks.yaml, visible, flows, language);
  }
}
