/** Every way in, with what stands in it. */
export function ExposureTable() {
  return null;
}
