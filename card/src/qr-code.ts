/** QR codes of short texts: version 2 (25 modules wide), error correction level M, mask 0 (ISO/IEC 18004). */

export const SIZE = 25;
/** ASCII characters. */
export const LONGEST = 26;
const DATA = 28; // bytes
const CORRECTION = 16; // bytes
/** Level M and mask 0, with their error correction. */
const FORMAT = 0b101010000010010;

const bytesOf = (text: string): number[] => {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  // The mode (4 bits) and the length come first, so each byte lies across two.
  const shifted = [0x40 | (codes.length >> 4)];
  [codes.length, ...codes].forEach((code, index, all) => {
    shifted.push(((code & 15) << 4) | ((all[index + 1] ?? 0) >> 4));
  });
  for (let pad = 0xec; shifted.length < DATA; pad ^= 0xec ^ 0x11) shifted.push(pad);
  return shifted;
};

/** Multiplies in the field of 256 elements. */
const times = (a: number, b: number): number => {
  let product = 0;
  for (let bit = 128; bit; bit >>= 1) {
    product = (product << 1) ^ (product & 128 ? 0x11d : 0);
    if (b & bit) product ^= a;
  }
  return product;
};

/** Reed-Solomon: what is left of the data when divided by the generator. */
const correctionOf = (data: number[]): number[] => {
  let generator = [1];
  for (let i = 0, root = 1; i < CORRECTION; i++, root = times(root, 2)) {
    generator = [...generator, 0].map(
      (factor, index) => factor ^ times(generator[index - 1] ?? 0, root),
    );
  }
  const rest = [...data, ...Array<number>(CORRECTION).fill(0)];
  data.forEach((_, position) => {
    const factor = rest[position] ?? 0;
    generator.forEach((value, index) => {
      rest[position + index] = (rest[position + index] ?? 0) ^ times(value, factor);
    });
  });
  return rest.slice(DATA);
};

/** What is the same in each code of this size: undefined where there is data. */
const fixed = (x: number, y: number): boolean | undefined => {
  const end = SIZE - 1;
  const ring = (left: number, top: number) => Math.max(Math.abs(x - left), Math.abs(y - top));
  const corner = Math.min(ring(3, 3), ring(end - 3, 3), ring(3, end - 3));
  if (corner < 5) return corner !== 2 && corner !== 4;
  if (ring(18, 18) < 3) return ring(18, 18) !== 1;
  if (x === 6 || y === 6) return (x + y) % 2 === 0;
  return undefined;
};

/** The modules from top left to bottom right; dark ones are true. */
export const qrCode = (text: string): boolean[][] => {
  const modules = Array.from({ length: SIZE }, (_, y) =>
    Array.from({ length: SIZE }, (_, x) => fixed(x, y)),
  );
  const set = (x: number, y: number, isDark: boolean): void => {
    const row = modules[y];
    if (row) row[x] = isDark;
  };
  for (let bit = 0; bit < 15; bit++) {
    const isDark = ((FORMAT >> bit) & 1) === 1;
    // Beside the top left corner, past the timing pattern; and along the two others.
    set(8, bit < 6 ? bit : bit < 8 ? bit + 1 : SIZE - 15 + bit, isDark);
    set(bit < 8 ? SIZE - 1 - bit : bit === 8 ? 7 : 14 - bit, 8, isDark);
  }
  set(8, SIZE - 8, true);
  const data = bytesOf(text);
  const bits = [...data, ...correctionOf(data)].flatMap((byte) =>
    [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >> bit) & 1),
  );
  // Two columns at a time, from right to left, up and down in turn.
  for (let right = SIZE - 1, isUp = true; right > 0; right -= 2, isUp = !isUp) {
    if (right === 6) right--;
    for (let step = 0; step < SIZE; step++) {
      const y = isUp ? SIZE - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (modules[y]?.[x] === undefined) set(x, y, (bits.shift() ?? 0) !== ((x + y + 1) % 2));
      }
    }
  }
  return modules as boolean[][];
};
