import { type Mode, RESOLUTIONS } from "@/lib/models/catalog";

/** As many clips as one table asks for. */
export const MAX_ROWS = 500;

/** What a table of clips may say of each: the settings of a recipe, and its files by name. */
export const COLUMNS = [
  "prompt",
  "preamble",
  "mode",
  "model",
  "ratio",
  "resolution",
  "durationSeconds",
  "seed",
  "sound",
  "watermark",
  "returnLastFrame",
  "priority",
  "firstFrame",
  "lastFrame",
  "references",
] as const;
export type Column = (typeof COLUMNS)[number];

/** A row of a table as it was written, without what it leaves out. */
export type Cells = Partial<Record<Column, string>>;

export const TABLE_LANGUAGES = ["en", "zh"] as const;
export type TableLanguage = (typeof TABLE_LANGUAGES)[number];

/** A file is read whatever language it was written in, so these words cannot lie with those of one page. */
export const HEADERS: Record<TableLanguage, Record<Column, string>> = {
  en: {
    prompt: "Prompt",
    preamble: "Project description",
    mode: "Mode",
    model: "Model",
    ratio: "Ratio",
    resolution: "Resolution",
    durationSeconds: "Seconds",
    seed: "Seed",
    sound: "Sound",
    watermark: "Watermark",
    returnLastFrame: "Return last frame",
    priority: "Priority",
    firstFrame: "First frame",
    lastFrame: "Last frame",
    references: "References",
  },
  zh: {
    prompt: "提示词",
    preamble: "项目描述",
    mode: "模式",
    model: "模型",
    ratio: "画幅",
    resolution: "分辨率",
    durationSeconds: "秒数",
    seed: "种子",
    sound: "声音",
    watermark: "水印",
    returnLastFrame: "返回尾帧",
    priority: "优先级",
    firstFrame: "首帧",
    lastFrame: "尾帧",
    references: "参考",
  },
};

/** Other names that people give these columns. */
const OTHER_NAMES: Partial<Record<Column, readonly string[]>> = {
  prompt: ["text", "提示", "描述", "文本", "prompt text"],
  ratio: ["aspect ratio", "aspect", "比例", "宽高比", "画面比例"],
  resolution: ["清晰度"],
  durationSeconds: ["duration", "length", "时长", "长度", "duration seconds"],
  seed: ["随机种子"],
  sound: ["audio", "音频"],
  firstFrame: ["first image", "start frame", "首帧图"],
  lastFrame: ["end frame", "last image", "尾帧图"],
  returnLastFrame: ["附带尾帧图片"],
  references: ["reference", "files", "参考文件", "参考图", "全能参考"],
};

/** The same for what differs only in how it is typed: width of letters, case, spaces, underlines. */
export const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s_*-]+/gu, " ")
    .trim();

const BY_NAME = new Map<string, Column>(
  COLUMNS.flatMap((column) =>
    [column, HEADERS.en[column], HEADERS.zh[column], ...(OTHER_NAMES[column] ?? [])].map((name) => [plain(name), column]),
  ),
);

/** The column of this name, in either language, or null. */
export const columnOf = (header: string): Column | null => BY_NAME.get(plain(header)) ?? null;

/** Words of modes as they are read; the first of each is the one that is written. */
export const MODE_WORDS: Record<Mode, readonly string[]> = {
  text: ["text", "文字", "文本", "文生视频"],
  firstFrame: ["first frame", "firstframe", "首帧", "图生视频"],
  firstLast: ["first + last", "firstlast", "first+last", "first last", "first and last", "首尾帧", "首尾"],
  references: ["references", "reference", "参考", "全能参考"],
};
export const YES_WORDS = ["yes", "on", "true", "1", "y", "x", "是", "开", "有", "✓"];
export const NO_WORDS = ["no", "off", "false", "0", "n", "否", "关", "无"];
export const AUTOMATIC_WORDS = ["auto", "automatic", "adaptive", "自动", "自适应"];
/** A clip without the words that its project puts before every prompt: an empty cell is as in the composer. */
export const NONE_WORDS = { en: "none", zh: "无" } as const satisfies Record<TableLanguage, string>;
export const RANDOM_WORDS = ["random", "随机"];

/** What the template shows: two rows that can be sent as they are. */
export const EXAMPLES: Record<TableLanguage, readonly Cells[]> = {
  en: [
    {
      prompt: "A lighthouse at dusk, slow push in, waves against the rocks",
      ratio: "16:9",
      resolution: "720p",
      durationSeconds: "5",
      sound: "yes",
    },
    {
      prompt: "A paper boat crosses a puddle, low angle, rain",
      ratio: "9:16",
      resolution: RESOLUTIONS[0],
      durationSeconds: "8",
      seed: "42",
      sound: "no",
    },
  ],
  zh: [
    { prompt: "黄昏的灯塔，镜头缓缓推近，海浪拍打礁石", ratio: "16:9", resolution: "720p", durationSeconds: "5", sound: "是" },
    { prompt: "纸船漂过水洼，低机位，下着雨", ratio: "9:16", resolution: RESOLUTIONS[0], durationSeconds: "8", seed: "42", sound: "否" },
  ],
};

/** The language in which a table is written for a page in this one. */
export const tableLanguageOf = (locale: string): TableLanguage => (locale.startsWith("zh") ? "zh" : "en");
