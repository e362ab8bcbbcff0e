import { describe, expect, it } from 'vitest';
import { isIssuedBy, readCertificate } from '../../certificates/index.ts';
import { dataOf, type Material, type MaterialTimes, materialIn, nextMaterial } from './material.ts';

const names = { dnsNames: ['breakwater.breakwater-system.svc'], addresses: [] };
const times: MaterialTimes = { authorityDays: 300, leafDays: 90, settle: 600_000 };
const start = new Date('2027-01-01T00:00:00Z');
const dayInMs = 86_400_000;

function later(days: number, milliseconds = 0): Date {
  return new Date(start.getTime() + days * dayInMs + milliseconds);
}

/** What it is after every step that is due at a moment, where all that is to be trusted is trusted. */
async function at(material: Material | undefined, now: Date): Promise<Material> {
  const next = await nextMaterial(material, material?.bundle.join(''), names, times, now);
  return next === material ? next : await at(next, now);
}

const first = await at(undefined, start);

describe('certificates of the webhook', () => {
  it('are made where there are none, and stay as they are', async () => {
    expect(readCertificate(first.leaf.certificate)).toMatchObject({ dnsNames: names.dnsNames, notAfter: later(90) });
    expect(first.bundle).toEqual([first.authority.certificate]);
    expect(await at(first, later(59))).toBe(first);
  });

  it('are renewed by the same authority while a third of their time is left', async () => {
    const renewed = await at(first, later(61));
    expect(renewed.leaf.certificate).not.toBe(first.leaf.certificate);
    expect(renewed.authority).toBe(first.authority);
    expect(readCertificate(renewed.leaf.certificate).notAfter).toEqual(later(61 + 90));
  });

  it('are made anew for another name', async () => {
    const other = { ...names, addresses: ['::1', '10.0.0.1'] };
    const next = await nextMaterial(first, undefined, other, times, later(1));
    expect(readCertificate(next.leaf.certificate).addresses).toEqual(other.addresses);
    expect(await nextMaterial(next, undefined, other, times, later(1))).toBe(next);
  });

  it('come from a new authority only once that is trusted beside the old one', async () => {
    const old = await at(first, later(199));
    const added = await at(old, later(201));
    expect(added.bundle).toHaveLength(2);
    expect(added.bundle[1]).toBe(old.authority.certificate);
    expect(added.leaf).toBe(old.leaf);
    // Not yet settled; settled but not trusted; both.
    const step = (trusted: string, now: Date) => nextMaterial(added, trusted, names, times, now);
    expect(await step(added.bundle.join(''), later(201, times.settle - 1))).toBe(added);
    expect(await step(old.authority.certificate, later(201, times.settle))).toBe(added);
    const switched = await step(added.bundle.join(''), later(201, times.settle));
    expect(isIssuedBy(switched.leaf.certificate, added.authority.certificate)).toBe(true);
    expect(switched.bundle).toBe(added.bundle);
    // The old one goes once nobody can hold a certificate of it any more.
    expect(await at(switched, later(201, 2 * times.settle - 1))).toBe(switched);
    expect((await at(switched, later(201, 2 * times.settle))).bundle).toEqual([added.authority.certificate]);
  });

  it('are all new where everything has ended, at once', async () => {
    const anew = await nextMaterial(first, first.bundle.join(''), names, times, later(400));
    expect(anew.bundle).toEqual([anew.authority.certificate]);
    expect(isIssuedBy(anew.leaf.certificate, anew.authority.certificate)).toBe(true);
    expect(readCertificate(anew.leaf.certificate).notAfter > later(400)).toBe(true);
  });

  it('never outlive their authority, and are never without one, over years', async () => {
    let material = first;
    for (let hour = 0; hour < 3 * 365 * 24; hour += 96) {
      const now = new Date(start.getTime() + hour * 3_600_000);
      material = await nextMaterial(material, material.bundle.join(''), names, times, now);
      const leaf = readCertificate(material.leaf.certificate);
      const issuer = material.bundle.find((one) => isIssuedBy(material.leaf.certificate, one)) ?? '';
      expect(leaf.notAfter > now && readCertificate(issuer).notAfter >= leaf.notAfter).toBe(true);
    }
  });
});

describe('a Secret', () => {
  it('holds them whole', () => {
    expect(materialIn(dataOf(first))).toEqual(first);
  });

  it.each<[string, Record<string, string | undefined>]>([
    ['that is empty', {}],
    ['without a key', { ...dataOf(first), 'tls.key': undefined }],
    ['with something else for a key', { ...dataOf(first), 'ca.key': 'x' }],
    ['with a key of another', { ...dataOf(first), 'tls.key': first.authority.key }],
    ['with a certificate of nobody it names', { ...dataOf(first), 'ca.crt': '' }],
    ['that is far too large', { ...dataOf(first), 'ca.crt': 'x'.repeat(2_000_000) }],
  ])('%s holds none', (_, data) => {
    expect(materialIn(data)).toBeUndefined();
  });
});
