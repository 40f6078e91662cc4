import sharp from "sharp";
import { createRandom, type Random, seedOf } from "../random";

/** The light of a place: sky from the zenith to the horizon, the sun or moon, haze, and the nearest ground. */
interface Light {
  sky: readonly [string, string, string, string];
  disc: string;
  haze: string;
  ground: string;
  isNight: boolean;
}

const LIGHTS = {
  dawn: { sky: ["#22355f", "#6c6a9b", "#e59a8c", "#ffd9b0"], disc: "#fff1d6", haze: "#d9a09a", ground: "#1c1b2d", isNight: false },
  golden: { sky: ["#3b5a86", "#9a8f95", "#f0ae6b", "#ffdf9e"], disc: "#fff4d2", haze: "#d99f66", ground: "#231a16", isNight: false },
  dusk: { sky: ["#111634", "#3a2b5d", "#a94f72", "#f49b6c"], disc: "#ffd6a8", haze: "#8d5272", ground: "#0d0d1b", isNight: false },
  night: { sky: ["#040817", "#0b1633", "#173055", "#2f5473"], disc: "#eef4ff", haze: "#28496b", ground: "#03060f", isNight: true },
  mist: { sky: ["#5c7280", "#8b9ca3", "#b9c2c1", "#dfe0d7"], disc: "#fbf8ec", haze: "#aab5b5", ground: "#26343a", isNight: false },
  noon: { sky: ["#1f5f9d", "#4d8dc0", "#93bfdb", "#dcebee"], disc: "#ffffff", haze: "#9fbfcf", ground: "#152c33", isNight: false },
  ember: { sky: ["#1a0f1d", "#55202c", "#b8432f", "#f7a052"], disc: "#ffe0a3", haze: "#8f3b32", ground: "#120a0d", isNight: false },
  aurora: { sky: ["#050b1c", "#0a2437", "#11505a", "#3f9a86"], disc: "#e9fff6", haze: "#1c5a61", ground: "#04090f", isNight: true },
} as const satisfies Record<string, Light>;

export type LightName = keyof typeof LIGHTS;

const LIGHT_WORDS: readonly [RegExp, LightName][] = [
  [/aurora|极光/iu, "aurora"],
  [/night|moon|star|midnight|neon|夜|月|星|霓虹/iu, "night"],
  [/dawn|sunrise|morning|清晨|日出|黎明|樱花|blossom/iu, "dawn"],
  [/dusk|twilight|sunset|黄昏|日落|傍晚|晚霞/iu, "dusk"],
  [/fire|ember|lava|volcano|火|熔岩/iu, "ember"],
  [/fog|mist|rain|snow|winter|雾|雨|雪|冬/iu, "mist"],
  [/noon|summer|sunny|sky|阳光|夏|晴|蓝天/iu, "noon"],
];
type Land = "hills" | "peaks" | "sea" | "dunes" | "city" | "forest";
const LANDS: readonly Land[] = ["hills", "peaks", "sea", "dunes", "city", "forest"];
const LAND_WORDS: readonly [RegExp, Land][] = [
  [/city|street|skyline|neon|tokyo|building|城市|街|都市|霓虹|楼/iu, "city"],
  [/sea|ocean|beach|wave|lake|harbou?r|boat|whale|海|湖|浪|船|港/iu, "sea"],
  [/desert|dune|sand|沙漠|沙丘/iu, "dunes"],
  [/mountain|peak|alp|snow|cliff|山|雪|峰/iu, "peaks"],
  [/forest|tree|wood|bamboo|jungle|森林|树|竹|林/iu, "forest"],
  [/grass|meadow|field|farm|草|田|花/iu, "hills"],
];

/**
 * A calm landscape for these words: the same words give the same place, and words such as "night" or 海 choose
 * its light and land, unless the light is given.
 * @returns a PNG of exactly width × height
 */
export async function drawBackdrop(prompt: string, width: number, height: number, light?: LightName): Promise<Buffer> {
  const random = createRandom(seedOf(prompt));
  const ownLight = LIGHT_WORDS.find(([words]) => words.test(prompt))?.[1] ?? pick(Object.keys(LIGHTS) as LightName[], random);
  const land = LAND_WORDS.find(([words]) => words.test(prompt))?.[1] ?? pick(LANDS, random);
  const svg = drawScene(LIGHTS[light ?? ownLight], land, width, height, random);
  return sharp(Buffer.from(svg))
    .resize(width, height, { fit: "fill" })
    .composite([{ input: grainTile(random), raw: { width: GRAIN, height: GRAIN, channels: 3 }, tile: true, blend: "soft-light" }])
    .removeAlpha()
    .png({ compressionLevel: 1 })
    .toBuffer();
}

const pick = <T>(values: readonly T[], random: Random): T => values[random.integer(0, values.length - 1)] as T;

const GRAIN = 256;
/** Film grain: a grey tile that is laid over everything. */
function grainTile(random: Random): Buffer {
  const tile = Buffer.alloc(GRAIN * GRAIN * 3);
  for (let pixel = 0; pixel < GRAIN * GRAIN; pixel += 1) {
    const value = 128 + Math.round((random.next() + random.next() - 1) * 26);
    tile.fill(value, pixel * 3, pixel * 3 + 3);
  }
  return tile;
}

function drawScene(light: Light, land: Land, width: number, height: number, random: Random): string {
  const horizon = height * (land === "sea" ? 0.6 : 0.62 + random.next() * 0.06);
  const discX = width * (0.3 + random.next() * 0.45);
  const discY = horizon - height * (light.isNight ? 0.3 + random.next() * 0.12 : 0.08 + random.next() * 0.16);
  const radius = Math.min(width, height) * (light.isNight ? 0.042 : 0.06 + random.next() * 0.03);
  const [zenith, upper, lower, edge] = light.sky;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${zenith}"/><stop offset=".38" stop-color="${upper}"/><stop offset=".72" stop-color="${lower}"/><stop offset="1" stop-color="${edge}"/></linearGradient>
<radialGradient id="halo"><stop offset="0" stop-color="${light.disc}" stop-opacity=".85"/><stop offset=".18" stop-color="${light.disc}" stop-opacity=".36"/><stop offset=".5" stop-color="${light.disc}" stop-opacity=".1"/><stop offset="1" stop-color="${light.disc}" stop-opacity="0"/></radialGradient>
<radialGradient id="vignette" cx=".5" cy=".45" r=".78"><stop offset=".55" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".5"/></radialGradient>
<radialGradient id="cloud"><stop offset="0" stop-color="${edge}" stop-opacity=".34"/><stop offset="1" stop-color="${edge}" stop-opacity="0"/></radialGradient>
<linearGradient id="fog" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${light.haze}" stop-opacity="0"/><stop offset="1" stop-color="${light.haze}" stop-opacity=".55"/></linearGradient>
</defs>
<rect width="${width}" height="${horizon + 2}" fill="url(#sky)"/>
${light.isNight ? stars(width, horizon, random) : ""}
${clouds(width, horizon, random)}
<circle cx="${discX}" cy="${discY}" r="${radius * 7}" fill="url(#halo)"/>
<circle cx="${discX}" cy="${discY}" r="${radius}" fill="${light.disc}"/>
${drawLand(light, land, { width, height, horizon, discX }, random)}
<rect width="${width}" height="${height}" fill="url(#vignette)"/>
</svg>`;
}

interface Frame {
  width: number;
  height: number;
  horizon: number;
  discX: number;
}

function drawLand(light: Light, land: Land, frame: Frame, random: Random): string {
  const { width, height, horizon } = frame;
  if (land === "sea") return sea(light, frame, random);
  const layers = land === "dunes" ? 4 : 5;
  let svg = "";
  for (let layer = 0; layer < layers; layer += 1) {
    const depth = (layer + 1) / layers;
    const base = horizon - height * 0.05 + (height - horizon) * 1.02 * depth ** 1.5 * 0.78;
    const rise = height * (land === "peaks" ? 0.2 * (1 - depth * 0.55) : land === "dunes" ? 0.06 : 0.1 * (1 - depth * 0.3));
    const fill = mix(light.haze, light.ground, 0.16 + depth * 0.84);
    const roughness = land === "peaks" ? 0.62 : land === "dunes" ? 0.34 : 0.46;
    const outline = ridge(width, base, rise, roughness, random);
    if (land === "city") svg += skyline(outline, frame, depth, fill, light, random);
    else svg += `<path d="${pathOf(outline, height)}" fill="${fill}"/>`;
    if (land === "forest" && layer >= 1) svg += trees(outline, width, height, depth, fill, random);
    if (layer < layers - 1)
      svg += `<rect y="${base - rise}" width="${width}" height="${rise + height * 0.1}" fill="url(#fog)" opacity="${(0.5 - depth * 0.3).toFixed(2)}"/>`;
  }
  return svg;
}

type Point = readonly [x: number, y: number];

/** Midpoint displacement: rough for peaks, smooth for dunes. */
function ridge(width: number, base: number, rise: number, roughness: number, random: Random): Point[] {
  const steps = 64;
  const heights = new Float64Array(steps + 1);
  heights[0] = random.next();
  heights[steps] = random.next();
  let spread = 1;
  for (let stride = steps; stride > 1; stride /= 2) {
    for (let at = stride / 2; at < steps; at += stride) {
      heights[at] = ((heights[at - stride / 2] ?? 0) + (heights[at + stride / 2] ?? 0)) / 2 + (random.next() - 0.5) * spread;
    }
    spread *= roughness;
  }
  return Array.from(heights, (value, index) => [(index / steps) * width, base - value * rise] as const);
}

function pathOf(points: readonly Point[], bottom: number): string {
  let path = `M${points[0]?.[0] ?? 0} ${bottom}`;
  points.forEach(([x, y], index) => {
    const before = points[index - 1];
    // Quadratic joints through the midpoints keep the line soft.
    path += before
      ? `Q${before[0].toFixed(1)} ${before[1].toFixed(1)} ${((before[0] + x) / 2).toFixed(1)} ${((before[1] + y) / 2).toFixed(1)}`
      : `L${x} ${y.toFixed(1)}`;
  });
  return `${path}L${points.at(-1)?.[0] ?? 0} ${points.at(-1)?.[1] ?? 0}L${points.at(-1)?.[0] ?? 0} ${bottom}Z`;
}

function sea(light: Light, { width, height, horizon, discX }: Frame, random: Random): string {
  const far = mix(light.haze, light.sky[3], 0.25);
  let svg = `<defs><linearGradient id="sea" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${far}"/><stop offset=".3" stop-color="${mix(light.haze, light.ground, 0.55)}"/><stop offset="1" stop-color="${light.ground}"/></linearGradient></defs>
<path d="${pathOf(ridge(width, horizon, height * 0.055, 0.5, random), horizon + 1)}" fill="${mix(light.haze, light.ground, 0.35)}" opacity=".75"/>
<rect y="${horizon}" width="${width}" height="${height - horizon}" fill="url(#sea)"/>`;
  for (let wave = 0; wave < 90; wave += 1) {
    const depth = random.next() ** 1.7;
    const y = horizon + 2 + depth * (height - horizon);
    const half = width * (0.012 + depth * 0.07) * (0.4 + random.next());
    const spread = width * (0.02 + depth * 0.14);
    const isGlitter = wave % 3 !== 0;
    const x = isGlitter ? discX + (random.next() + random.next() - 1) * spread : random.next() * width;
    const thickness = Math.max(0.8, height * 0.0016 * (0.6 + depth * 3));
    svg += `<ellipse cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" rx="${half.toFixed(1)}" ry="${thickness.toFixed(2)}" fill="${isGlitter ? light.disc : light.sky[2]}" opacity="${(isGlitter ? 0.55 - depth * 0.3 : 0.13).toFixed(2)}"/>`;
  }
  return svg;
}

function skyline(outline: readonly Point[], { width, height }: Frame, depth: number, fill: string, light: Light, random: Random): string {
  let towers = "";
  let windows = "";
  for (let x = -width * 0.02; x < width;) {
    const w = width * (0.018 + random.next() * 0.03) * (0.6 + depth);
    const base = outline[Math.min(outline.length - 1, Math.max(0, Math.round((x / width) * 64)))]?.[1] ?? height;
    const top = base - height * random.next() ** 2 * 0.3 * (1.15 - depth * 0.5);
    towers += `M${x.toFixed(1)} ${height}V${top.toFixed(1)}h${w.toFixed(1)}V${height}Z`;
    if (depth > 0.35 && (light.isNight || random.next() < 0.5)) {
      const cell = Math.max(3, w / 6);
      for (let row = top + cell; row < top + height * 0.22; row += cell * 1.5) {
        for (let column = x + cell * 0.7; column < x + w - cell; column += cell * 1.25) {
          if (random.next() < 0.24)
            windows += `<rect x="${column.toFixed(1)}" y="${row.toFixed(1)}" width="${(cell * 0.5).toFixed(1)}" height="${(cell * 0.7).toFixed(1)}" opacity="${(0.25 + random.next() * 0.5).toFixed(2)}"/>`;
        }
      }
    }
    x += w * (1.02 + random.next() * 0.25);
  }
  return `<path d="${towers}" fill="${fill}"/><g fill="${light.isNight ? "#ffd59a" : "#ffe7c2"}">${windows}</g>`;
}

function trees(outline: readonly Point[], width: number, height: number, depth: number, fill: string, random: Random): string {
  let path = "";
  for (let x = 0; x < width; x += width * (0.006 + random.next() * 0.014) * (0.5 + depth)) {
    const y = (outline[Math.min(outline.length - 1, Math.round((x / width) * 64))]?.[1] ?? height) + height * 0.01;
    const tall = height * (0.03 + random.next() * 0.06) * (0.35 + depth);
    const half = tall * 0.2;
    path += `M${(x - half).toFixed(1)} ${y.toFixed(1)}L${x.toFixed(1)} ${(y - tall).toFixed(1)}L${(x + half).toFixed(1)} ${y.toFixed(1)}Z`;
  }
  return `<path d="${path}" fill="${fill}"/>`;
}

function stars(width: number, horizon: number, random: Random): string {
  return Array.from({ length: 150 }, () => {
    const y = random.next() ** 1.4 * horizon * 0.9;
    return `<circle cx="${(random.next() * width).toFixed(1)}" cy="${y.toFixed(1)}" r="${((0.4 + random.next() ** 3 * 1.5) * (width / 1280)).toFixed(2)}" fill="#fff" opacity="${(0.2 + random.next() * 0.7 * (1 - y / horizon)).toFixed(2)}"/>`;
  }).join("");
}

function clouds(width: number, horizon: number, random: Random): string {
  return Array.from({ length: 7 }, () => {
    const y = horizon * (0.25 + random.next() * 0.65);
    return `<ellipse cx="${(random.next() * width).toFixed(0)}" cy="${y.toFixed(0)}" rx="${(width * (0.14 + random.next() * 0.26)).toFixed(0)}" ry="${(horizon * (0.012 + random.next() * 0.035)).toFixed(1)}" fill="url(#cloud)"/>`;
  }).join("");
}

/** A colour between two, by share. */
function mix(from: string, to: string, share: number): string {
  const channels = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const [a, b] = [channels(from), channels(to)];
  return `#${a
    .map((value, index) =>
      Math.round(value + ((b[index] ?? 0) - value) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
