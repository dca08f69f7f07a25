/** The face of a pseudonym: a 2×2 tile, always the same for the same canonical name. */

interface Quarter {
  path: string;
  stroked: boolean;
  colour: string;
  turn: number;
}

export interface Mark {
  ground: string;
  quarters: Quarter[];
}

/** Ground, ink, accent. */
const COLOURS = [
  ['#e3dfec', '#514a78', '#8a7a2e'],
  ['#e4e2d2', '#5b5420', '#2c6e62'],
  ['#dce8d6', '#3f6424', '#7a5a2e'],
  ['#eedbe0', '#84374d', '#3a6a66'],
  ['#eedfd6', '#8a4a26', '#31586b'],
  ['#dbe4ee', '#2c4c6e', '#b06a3c'],
  ['#d9e9e6', '#215e58', '#a2552f'],
  ['#ebe3d5', '#6b4d1c', '#41507e'],
] as const;

/** In a square of 20: quarter disc, triangle, dot, half, ring quarter, full. */
const SHAPES = [
  { path: 'M0 0H20A20 20 0 0 1 0 20Z', stroked: false },
  { path: 'M0 0H20L0 20Z', stroked: false },
  { path: 'M10 3.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13Z', stroked: false },
  { path: 'M0 0H20V10H0Z', stroked: false },
  { path: 'M10 0A10 10 0 0 1 0 10', stroked: true },
  { path: 'M0 0H20V20H0Z', stroked: false },
] as const;

/** FNV-1a over UTF-8, then mixed so that near names differ everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text.normalize('NFC').toLowerCase())) {
    value = Math.imul(value ^ byte, 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

export function markOf(canonical: string): Mark {
  const bits = hash(canonical);
  const [ground, ink, accent] = COLOURS[bits & 7] ?? COLOURS[0];
  const accented = (bits >>> 3) & 3;
  let previous = -1;
  const quarters = [0, 1, 2, 3].map((quarter): Quarter => {
    let shape = (bits >>> (5 + quarter * 5)) % SHAPES.length;
    if (shape === previous) shape = (shape + 1) % SHAPES.length;
    previous = shape;
    const turn = ((bits >>> (8 + quarter * 5)) & 3) * 90;
    return { ...(SHAPES[shape] ?? SHAPES[2]), colour: quarter === accented ? accent : ink, turn };
  });
  return { ground, quarters };
}
