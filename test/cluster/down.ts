import { rm } from 'node:fs/promises';
import { stopControlPlane } from './control-plane.ts';
import { notedControlPlane, noteFile } from './up.ts';

const plane = await notedControlPlane();
if (plane === undefined) {
  console.log('nothing to end: npm run cluster:up started none');
} else {
  await stopControlPlane(plane);
  await rm(noteFile, { force: true });
  console.log('ended');
}
