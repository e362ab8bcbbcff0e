import type { NetworkState } from '../../../../src/server/contract/index.ts';
import type { Box } from './layout.ts';

/** How a connection is drawn: told apart by stroke and width, not by colour alone. */
export interface LineStyle {
  readonly width: number;
  /** As SVG has it; empty for a line without gaps. */
  readonly dash: string;
  readonly color: '--bad' | '--accent-text' | '--mantine-color-dimmed' | '--warn';
}

export const lineStyles: Readonly<Record<NetworkState, LineStyle>> = {
  'seen-denied': { width: 3, dash: '10 4 2 4', color: '--bad' },
  seen: { width: 2.5, dash: '', color: '--accent-text' },
  allowed: { width: 1.5, dash: '', color: '--mantine-color-dimmed' },
  unknown: { width: 1.5, dash: '7 5', color: '--warn' },
  denied: { width: 1.5, dash: '2 5', color: '--mantine-color-dimmed' },
};

export interface Line {
  readonly path: string;
  readonly arrow: string;
  /** Where its label stands. */
  readonly x: number;
  readonly y: number;
  /** Too short for a label. */
  readonly isShort: boolean;
}

/** From the right side of one to the left side of the other; to itself, above it. */
export function lineBetween(from: Box, to: Box): Line {
  if (from === to) {
    const [x, y] = [from.x + from.width - 24, from.y];
    return {
      path: `M${x - 28} ${y}C${x - 28} ${y - 24} ${x} ${y - 24} ${x} ${y - 7}`,
      arrow: `M${x} ${y}l-4 -8h8z`,
      x: x - 14,
      y: y - 20,
      isShort: false,
    };
  }
  if (holds(from, to)) return straight(from.x, to.x, to.y + to.height / 2);
  if (holds(to, from)) return straight(from.x + from.width, to.x + to.width, from.y + from.height / 2);
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = Math.max(40, Math.min(240, Math.abs(x2 - x1) / 2));
  return {
    path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 7} ${y2}`,
    arrow: `M${x2} ${y2}l-8 -4v8z`,
    x: (x1 + x2) / 2,
    y: (y1 + y2) / 2,
    isShort: false,
  };
}

/** Between a namespace's box, which stands for what of it is not drawn, and a workload in it. */
function straight(x1: number, x2: number, y: number): Line {
  return { path: `M${x1} ${y}H${x2 - 7}`, arrow: `M${x2} ${y}l-8 -4v8z`, x: (x1 + x2) / 2, y, isShort: true };
}

function holds(outer: Box, inner: Box): boolean {
  return outer.x < inner.x && outer.y < inner.y && outer.x + outer.width > inner.x + inner.width;
}
