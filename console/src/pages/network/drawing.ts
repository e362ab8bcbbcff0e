/** A picture as shapes, from which a file of either kind is made: the policy lets no image be loaded from a text of our own. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly shapes: readonly Shape[];
}

export type Shape =
  | {
      readonly type: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
      readonly stroke: string;
    }
  | {
      readonly type: 'path';
      readonly path: string;
      readonly stroke?: string;
      readonly fill?: string;
      readonly width?: number;
      readonly dash?: string;
    }
  | {
      readonly type: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly fill: string;
      readonly bold?: boolean;
      readonly middle?: boolean;
      /** Behind its letters, so that lines below don't cross them. */
      readonly halo?: string;
    };

const radius = 6;
const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Noto Sans CJK SC", sans-serif';

export function svgOf({ width, height, ground, shapes }: Drawing): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${attribute(font)}">`,
    `<rect width="${width}" height="${height}" fill="${attribute(ground)}"/>`,
    ...shapes.map(elementOf),
    '</svg>\n',
  ].join('\n');
}

function elementOf(shape: Shape): string {
  switch (shape.type) {
    case 'box': {
      const { x, y, width, height, fill, stroke } = shape;
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${attribute(fill)}" stroke="${attribute(stroke)}"/>`;
    }
    case 'path': {
      const { path, stroke = 'none', fill = 'none', width = 1, dash = '' } = shape;
      const dashes = dash === '' ? '' : ` stroke-dasharray="${attribute(dash)}"`;
      return `<path d="${attribute(path)}" fill="${attribute(fill)}" stroke="${attribute(stroke)}" stroke-width="${width}"${dashes}/>`;
    }
    case 'text': {
      const { x, y, text, size, fill, bold, middle, halo } = shape;
      const more = [
        bold ? ' font-weight="600"' : '',
        middle ? ' text-anchor="middle"' : '',
        halo === undefined
          ? ''
          : ` stroke="${attribute(halo)}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`,
      ].join('');
      return `<text x="${x}" y="${y}" font-size="${size}" fill="${attribute(fill)}"${more}>${attribute(text)}</text>`;
    }
  }
}

/** Of a name, which anybody may have written. What XML has no characters for is left out. */
function attribute(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Browsers draw no larger canvas: pixels of a side, and of all. */
const longestSide = 16_000;
const mostPixels = 100_000_000;

/** As a PNG, twice as fine as the map where that fits. @throws Error where the browser can't make one */
export async function pngOf({ width, height, ground, shapes }: Drawing): Promise<Blob> {
  const scale = Math.min(2, longestSide / width, longestSide / height, Math.sqrt(mostPixels / (width * height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.scale(scale, scale);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  for (const shape of shapes) paint(context, shape);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png');
  });
}

function paint(context: CanvasRenderingContext2D, shape: Shape): void {
  context.setLineDash([]);
  context.lineWidth = 1;
  switch (shape.type) {
    case 'box': {
      const { x, y, width, height, fill, stroke } = shape;
      context.beginPath();
      context.roundRect(x, y, width, height, radius);
      context.fillStyle = fill;
      context.fill();
      context.strokeStyle = stroke;
      context.stroke();
      return;
    }
    case 'path': {
      const { path, stroke, fill, width = 1, dash = '' } = shape;
      const line = new Path2D(path);
      if (fill !== undefined) {
        context.fillStyle = fill;
        context.fill(line);
      }
      if (stroke !== undefined) {
        context.lineWidth = width;
        context.setLineDash(dash === '' ? [] : dash.split(' ').map(Number));
        context.strokeStyle = stroke;
        context.stroke(line);
      }
      return;
    }
    case 'text': {
      const { x, y, text, size, fill, bold = false, middle = false, halo } = shape;
      context.font = `${bold ? '600 ' : ''}${size}px ${font}`;
      context.textAlign = middle ? 'center' : 'start';
      if (halo !== undefined) {
        context.lineWidth = 4;
        context.lineJoin = 'round';
        context.strokeStyle = halo;
        context.strokeText(text, x, y);
      }
      context.fillStyle = fill;
      context.fillText(text, x, y);
    }
  }
}
