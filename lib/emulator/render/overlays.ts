import sharp, { type OverlayOptions } from "sharp";
import { setText } from "@/lib/platform/lettering/lettering";

export interface TitleSpec {
  width: number;
  height: number;
  prompt: string;
  slate: string;
  /** Large and lasting in text mode; a caption elsewhere, so that pictures stay the subject. */
  tone: "title" | "caption";
  /** Small pictures that show which references went in, in order. */
  strip: readonly StripCell[];
  /** The watermark will stand at the right end of the slate line. */
  isMarked: boolean;
}

export interface StripCell {
  picture: Buffer;
  /** As prompts count: 1, 2 for images, V1 for videos, A1 for sounds. */
  label: string;
}

/** Prompt, slate line and reference strip on a transparent ground: a PNG of exactly width × height. */
export async function drawTitle(spec: TitleSpec): Promise<Buffer> {
  const { width, height, tone } = spec;
  const short = Math.min(width, height);
  const margin = Math.round(short * 0.07);
  const isTitle = tone === "title";
  const room = width - margin * 2;
  const size = isTitle ? titleSize(spec.prompt, short, room) : short * 0.034;
  const text = setText(spec.prompt, {
    size,
    maxWidth: isTitle ? Math.min(room, short * 1.35) : room,
    maxLines: isTitle ? (height > width ? 7 : 4) : 2,
  });
  const slateSize = Math.max(11, short * 0.0185);
  const slate = setText(spec.slate, {
    size: slateSize,
    maxWidth: spec.isMarked ? room - watermarkBox(width, height).width : room,
    maxLines: 3,
    mono: true,
    tracking: slateSize * 0.04,
    leading: 1.5,
  });

  const slateY = height - margin - slate.height;
  const ruleY = slateY - slateSize * 2.2;
  const textY = ruleY - size * 0.75 - text.height;
  const scrimTop = Math.max(0, textY - size * (isTitle ? 2.4 : 3.6));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="scrim" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#05060a" stop-opacity="0"/><stop offset="1" stop-color="#05060a" stop-opacity="${isTitle ? 0.66 : 0.74}"/></linearGradient></defs>
<rect y="${scrimTop}" width="${width}" height="${height - scrimTop}" fill="url(#scrim)"/>
<g transform="translate(${margin} ${textY})" color="#fffaf1">${text.svg}</g>
<rect x="${margin}" y="${ruleY}" width="${short * 0.05}" height="${Math.max(2, short * 0.0035)}" fill="#ffb15e"/>
<g transform="translate(${margin} ${slateY})" color="#fffaf1" opacity=".74">${slate.svg}</g>
</svg>`;
  const cells = await stripCells(spec.strip, margin, Math.round(short * 0.13), room);
  return sharp(Buffer.from(svg)).composite(cells).png({ compressionLevel: 1 }).toBuffer();
}

/** Short prompts are set large; long ones shrink until they can be read whole, down to a floor. */
function titleSize(prompt: string, short: number, room: number): number {
  for (const share of [0.082, 0.066, 0.054, 0.045]) {
    const size = short * share;
    const fit = setText(prompt, { size, maxWidth: Math.min(room, short * 1.35), maxLines: 99 });
    if (fit.lines <= 3) return size;
  }
  return short * 0.038;
}

async function stripCells(strip: readonly StripCell[], margin: number, cell: number, room: number): Promise<OverlayOptions[]> {
  const gap = Math.round(cell * 0.1);
  const perRow = Math.max(1, Math.floor((room + gap) / (cell + gap)));
  const mask = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cell}" height="${cell}"><rect width="${cell}" height="${cell}" rx="${cell * 0.09}" fill="#fff"/></svg>`,
  );
  return Promise.all(
    strip.map(async ({ picture, label }, index) => {
      const number = setText(label, { size: cell * 0.17, maxWidth: cell, maxLines: 1, mono: true });
      const badge = Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${cell}" height="${cell}"><rect x=".75" y=".75" width="${cell - 1.5}" height="${cell - 1.5}" rx="${cell * 0.09}" fill="none" stroke="#fffaf1" stroke-opacity=".75" stroke-width="1.5"/><rect x="${cell * 0.06}" y="${cell * 0.06}" width="${number.width + cell * 0.13}" height="${cell * 0.23}" rx="${cell * 0.06}" fill="#05060a" fill-opacity=".72"/><g transform="translate(${cell * 0.125} ${cell * 0.237})" color="#fffaf1">${number.svg}</g></svg>`,
      );
      const input = await sharp(picture)
        .resize(cell, cell, { fit: "cover" })
        .composite([{ input: mask, blend: "dest-in" }, { input: badge }])
        .png({ compressionLevel: 1 })
        .toBuffer();
      return { input, left: margin + (index % perRow) * (cell + gap), top: margin + Math.floor(index / perRow) * (cell + gap) };
    }),
  );
}

function watermarkBox(width: number, height: number) {
  const size = Math.max(13, Math.min(width, height) * 0.03);
  const text = setText("AI generated", { size, maxWidth: width, maxLines: 1 });
  const pad = size * 0.6;
  return { size, text, pad, width: text.width + pad * 2 };
}

/** The mark that the service prints bottom right when it is asked to. */
export async function drawWatermark(width: number, height: number): Promise<Buffer> {
  const { size, text, pad, width: boxWidth } = watermarkBox(width, height);
  const x = width - boxWidth - size;
  const y = height - size * 3;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect x="${x}" y="${y}" width="${boxWidth}" height="${size * 2}" rx="${size * 0.5}" fill="#000" fill-opacity=".42"/><g transform="translate(${x + pad} ${y + size * 1.35})" color="#fff" opacity=".92">${text.svg}</g></svg>`;
  return sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer();
}

/** A sound as a picture: its loudness as bars, mirrored about the middle. */
export function drawWaveform(peaks: readonly number[], size: number): Promise<Buffer> {
  const step = size / (peaks.length + 2);
  const bars = peaks
    .map((peak, index) => {
      const tall = Math.max(step * 0.6, peak * size * 0.62);
      return `<rect x="${(step * (index + 1)).toFixed(1)}" y="${((size - tall) / 2).toFixed(1)}" width="${(step * 0.56).toFixed(1)}" height="${tall.toFixed(1)}" rx="${(step * 0.28).toFixed(1)}" fill="#ffb15e"/>`;
    })
    .join("");
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="${size}" height="${size}" fill="#14161d"/>${bars}</svg>`,
    ),
  )
    .png()
    .toBuffer();
}
