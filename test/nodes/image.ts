import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A file of an image: its content, or where a link leads to. Folders on the way are made. */
export type ImageFile = { readonly path: string; readonly mode?: number } & (
  | { readonly content: string | Buffer }
  | { readonly link: string }
);

export interface Image {
  /** With registry and tag, as pods name it: nothing is pulled. */
  readonly name: string;
  readonly files: readonly ImageFile[];
  readonly entrypoint?: readonly string[];
}

/** Debian's static busybox under all its names. */
export async function busyboxImage(name: string, entrypoint?: readonly string[]): Promise<Image> {
  const path = '/usr/bin/busybox';
  const { stdout } = await promisify(execFile)(path, ['--list']);
  const links = stdout.split('\n').filter((applet) => applet !== '' && applet !== 'busybox');
  return {
    name,
    files: [
      { path: 'bin/busybox', mode: 0o755, content: await readFile(path) },
      ...links.map((applet) => ({ path: `bin/${applet}`, link: 'busybox' })),
      { path: 'etc/passwd', content: 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' },
    ],
    ...(entrypoint && { entrypoint }),
  };
}

/** The image as an archive of the Open Container Initiative's image layout, of one layer. */
export function archiveOf({ name, files, entrypoint }: Image): Buffer {
  const layer = tarOf(files);
  const config = json({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Env: ['PATH=/bin'], ...(entrypoint && { Entrypoint: entrypoint }) },
    rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: descriptor('application/vnd.oci.image.config.v1+json', config),
    layers: [descriptor('application/vnd.oci.image.layer.v1.tar', layer)],
  });
  const index = json({
    schemaVersion: 2,
    manifests: [
      {
        ...descriptor('application/vnd.oci.image.manifest.v1+json', manifest),
        annotations: { 'io.containerd.image.name': name },
      },
    ],
  });
  return tarOf([
    { path: 'oci-layout', content: json({ imageLayoutVersion: '1.0.0' }) },
    { path: 'index.json', content: index },
    ...[layer, config, manifest].map((blob) => ({
      path: `blobs/${digestOf(blob).replace(':', '/')}`,
      content: blob,
    })),
  ]);
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const digestOf = (blob: Buffer) => `sha256:${createHash('sha256').update(blob).digest('hex')}`;
const descriptor = (mediaType: string, blob: Buffer) => ({ mediaType, digest: digestOf(blob), size: blob.length });

/** POSIX ustar; the same bytes for the same files. */
function tarOf(files: readonly ImageFile[]): Buffer {
  const folders = new Set<string>();
  const blocks: Buffer[] = [];
  for (const file of files) {
    const parts = file.path.split('/').slice(0, -1);
    for (const [at] of parts.entries()) {
      const folder = `${parts.slice(0, at + 1).join('/')}/`;
      if (folders.has(folder)) continue;
      folders.add(folder);
      blocks.push(header(folder, '5', 0o755, 0, ''));
    }
    if ('link' in file) {
      blocks.push(header(file.path, '2', 0o777, 0, file.link));
      continue;
    }
    const content = Buffer.from(file.content);
    blocks.push(header(file.path, '0', file.mode ?? 0o644, content.length, ''), content);
    blocks.push(Buffer.alloc(-content.length & 511));
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function header(path: string, type: '0' | '2' | '5', mode: number, size: number, link: string): Buffer {
  if (path.length > 100) throw new Error(`${path} is too long for an archive`);
  const block = Buffer.alloc(512);
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at);
  block.write(path, 0);
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(link, 157);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
