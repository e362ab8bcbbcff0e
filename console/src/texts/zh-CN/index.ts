import type { Texts } from '../catalogues.ts';
import { check } from './check.ts';
import { cluster } from './cluster.ts';
import { common } from './common.ts';
import { compliance } from './compliance.ts';
import { exceptions } from './exceptions.ts';
import { finding } from './finding.ts';
import { findings } from './findings.ts';
import { network } from './network.ts';
import { overview } from './overview.ts';
import { palette } from './palette.ts';
import { policies } from './policies.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { workload, workloads } from './workloads.ts';

export const zhCN: Texts = {
  ...common,
  shell,
  palette,
  signIn,
  overview,
  findings,
  finding,
  workloads,
  workload,
  network,
  compliance,
  check,
  policies,
  exceptions,
  cluster,
  settings,
};
