/** A turn of phrase that points at somebody's work, whoever that is, and what says the same of the picture or the sound alone. */
export interface Turn {
  find: RegExp;
  say: string;
}

/** A name of several words with capitals: "Hans Zimmer", "The Lord of the Rings". */
const WORD = String.raw`\p{Lu}(?:[\p{L}\p{N}'’&-]|\.(?=[\p{L} ]))*`;
const NAME = String.raw`${WORD}(?:\s+(?:(?:of|the|and|&|de|van|von)\s+)*${WORD})*`;
const QUOTED = String.raw`["“‘'][^"”’'\n]{1,60}["”’']`;

/** Asked in order of where they stand; what names nobody in particular is left alone. */
export const TURNS: readonly Turn[] = [
  {
    find: new RegExp(
      String.raw`\b(?:music|soundtrack|score|song|melody)\s+(?:in the style of|in the manner of|inspired by|similar to|like|by|from)\s+(?:${QUOTED}|${NAME})`,
      "gu",
    ),
    say: "original music",
  },
  {
    find: new RegExp(
      String.raw`\b(?:the song|the track|the hit|the soundtrack|the theme)\s+(?:of\s+|from\s+)?(?:${QUOTED}|${NAME})(?:\s+by\s+${NAME})?`,
      "gu",
    ),
    say: "an original song",
  },
  {
    find: new RegExp(
      String.raw`\b(?:in|with) the (?:visual |artistic |animation )?(?:style|manner|look) of\s+(?:the (?:film|movie|series|game|artist|painter|director|studio)\s+)?(?:${QUOTED}|${NAME})`,
      "gu",
    ),
    say: "in a style of its own",
  },
  { find: new RegExp(String.raw`\b(?:looks|looking|dressed) (?:exactly )?like\s+${NAME}`, "gu"), say: "with a distinctive look" },
  { find: /(?:模仿|类似|改编自|翻唱)?《[^《》\n]{1,30}》(?:的)?(?:主题曲|片头曲|配乐|插曲|歌曲|音乐)/gu, say: "原创音乐" },
  { find: /(?:播放|演唱|唱着|唱起|哼着)(?:歌曲)?《[^《》\n]{1,30}》/gu, say: "伴着原创歌曲" },
  { find: /(?:电影|动画|动漫|游戏|剧集)?《[^《》\n]{1,30}》(?:的)?(?:画风|风格)/gu, say: "独特的画面风格" },
];
