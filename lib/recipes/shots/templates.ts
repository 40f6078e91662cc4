import type { MentionStyle } from "@/lib/models/mention-tokens";
import type { ShotText } from "./shot";

export const TEMPLATE_KINDS = ["camera", "light", "style"] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** A turn of phrase that the models know well. Its words go into the prompt, so each language has its own, whatever the page is in. */
export interface ShotTemplate {
  id: string;
  kind: TemplateKind;
  label: Record<MentionStyle, string>;
  text: Record<MentionStyle, string>;
}

/** Where each kind belongs in a shot. */
export const FIELD_OF: Record<TemplateKind, ShotText> = { camera: "camera", light: "action", style: "action" };

// prettier-ignore
export const TEMPLATES: readonly ShotTemplate[] = [
  { id: "static", kind: "camera", label: { en: "Locked-off", zh: "固定机位" }, text: { en: "Locked-off static camera", zh: "固定机位，画面稳定" } },
  { id: "push-in", kind: "camera", label: { en: "Slow push in", zh: "缓慢推近" }, text: { en: "Slow push in", zh: "镜头缓缓推近" } },
  { id: "pull-out", kind: "camera", label: { en: "Slow pull back", zh: "缓慢拉远" }, text: { en: "Slow pull back to reveal the surroundings", zh: "镜头缓缓拉远，露出周围环境" } },
  { id: "pan-left", kind: "camera", label: { en: "Pan left", zh: "向左摇镜" }, text: { en: "Smooth pan to the left", zh: "镜头平稳向左摇" } },
  { id: "pan-right", kind: "camera", label: { en: "Pan right", zh: "向右摇镜" }, text: { en: "Smooth pan to the right", zh: "镜头平稳向右摇" } },
  { id: "tilt-up", kind: "camera", label: { en: "Tilt up", zh: "向上摇镜" }, text: { en: "Slow tilt up", zh: "镜头缓缓向上摇" } },
  { id: "tilt-down", kind: "camera", label: { en: "Tilt down", zh: "向下摇镜" }, text: { en: "Slow tilt down", zh: "镜头缓缓向下摇" } },
  { id: "truck", kind: "camera", label: { en: "Sideways track", zh: "横移跟拍" }, text: { en: "Camera tracks sideways alongside the subject", zh: "镜头与主体平行横移" } },
  { id: "follow", kind: "camera", label: { en: "Follow from behind", zh: "身后跟拍" }, text: { en: "Camera follows closely from behind", zh: "镜头从身后紧跟" } },
  { id: "lead", kind: "camera", label: { en: "Lead from the front", zh: "倒退跟拍" }, text: { en: "Camera moves backwards in front of the subject", zh: "镜头在主体前方倒退跟拍" } },
  { id: "orbit", kind: "camera", label: { en: "Orbit", zh: "环绕" }, text: { en: "Camera orbits around the subject", zh: "镜头环绕主体旋转" } },
  { id: "crane-up", kind: "camera", label: { en: "Crane up", zh: "升镜头" }, text: { en: "Crane shot rising high above the scene", zh: "升降镜头，从场景中升起至高处" } },
  { id: "crane-down", kind: "camera", label: { en: "Crane down", zh: "降镜头" }, text: { en: "Crane shot descending to eye level", zh: "升降镜头，从高处降至平视" } },
  { id: "drone", kind: "camera", label: { en: "Aerial", zh: "航拍" }, text: { en: "Aerial drone shot gliding forward", zh: "无人机航拍，平稳向前飞行" } },
  { id: "top", kind: "camera", label: { en: "Top-down", zh: "俯拍" }, text: { en: "Top-down overhead shot", zh: "正上方俯拍" } },
  { id: "low", kind: "camera", label: { en: "Low angle", zh: "低机位" }, text: { en: "Low angle looking up", zh: "低机位仰拍" } },
  { id: "handheld", kind: "camera", label: { en: "Handheld", zh: "手持" }, text: { en: "Handheld camera with subtle natural shake", zh: "手持镜头，带有轻微自然晃动" } },
  { id: "whip", kind: "camera", label: { en: "Whip pan", zh: "甩镜头" }, text: { en: "Fast whip pan", zh: "快速甩镜头" } },
  { id: "dolly-zoom", kind: "camera", label: { en: "Dolly zoom", zh: "希区柯克变焦" }, text: { en: "Dolly zoom: the background stretches while the subject keeps its size", zh: "希区柯克变焦，主体大小不变，背景透视拉伸" } },
  { id: "rack", kind: "camera", label: { en: "Rack focus", zh: "焦点转移" }, text: { en: "Rack focus from the foreground to the background", zh: "焦点从前景移至背景" } },
  { id: "extreme-close", kind: "camera", label: { en: "Extreme close-up", zh: "大特写" }, text: { en: "Extreme close-up", zh: "大特写" } },
  { id: "close", kind: "camera", label: { en: "Close-up", zh: "特写" }, text: { en: "Close-up at eye level", zh: "平视特写" } },
  { id: "medium", kind: "camera", label: { en: "Medium shot", zh: "中景" }, text: { en: "Medium shot at eye level", zh: "平视中景" } },
  { id: "wide", kind: "camera", label: { en: "Wide shot", zh: "大全景" }, text: { en: "Wide establishing shot", zh: "大全景，交代环境" } },
  { id: "over-shoulder", kind: "camera", label: { en: "Over the shoulder", zh: "过肩镜头" }, text: { en: "Over-the-shoulder shot", zh: "过肩镜头" } },
  { id: "pov", kind: "camera", label: { en: "Point of view", zh: "主观视角" }, text: { en: "First-person point of view", zh: "第一人称主观视角" } },
  { id: "one-take", kind: "camera", label: { en: "One take", zh: "一镜到底" }, text: { en: "Continuous shot without a cut", zh: "一镜到底，没有剪辑" } },
  { id: "golden", kind: "light", label: { en: "Golden hour", zh: "黄金时刻" }, text: { en: "Warm golden hour light, long shadows", zh: "黄金时刻的暖光，影子很长" } },
  { id: "blue", kind: "light", label: { en: "Blue hour", zh: "蓝调时刻" }, text: { en: "Cool blue hour light just after sunset", zh: "日落后蓝调时刻的冷光" } },
  { id: "soft-window", kind: "light", label: { en: "Soft window light", zh: "柔和窗光" }, text: { en: "Soft daylight from a window on one side", zh: "一侧窗户透入的柔和日光" } },
  { id: "overcast", kind: "light", label: { en: "Overcast", zh: "阴天" }, text: { en: "Even, soft light of an overcast sky", zh: "阴天均匀柔和的光线" } },
  { id: "noon", kind: "light", label: { en: "Hard noon sun", zh: "正午硬光" }, text: { en: "Hard midday sun, short sharp shadows", zh: "正午的硬光，影子短而清晰" } },
  { id: "backlight", kind: "light", label: { en: "Backlight", zh: "逆光" }, text: { en: "Strong backlight with a bright rim around the subject", zh: "强逆光，主体边缘有明亮的轮廓光" } },
  { id: "silhouette", kind: "light", label: { en: "Silhouette", zh: "剪影" }, text: { en: "Subject in silhouette against a bright background", zh: "明亮背景前的剪影" } },
  { id: "low-key", kind: "light", label: { en: "Low-key", zh: "暗调" }, text: { en: "Low-key lighting, deep shadows, a single source", zh: "暗调布光，阴影浓重，单一光源" } },
  { id: "high-key", kind: "light", label: { en: "High-key", zh: "高调" }, text: { en: "Bright high-key lighting, hardly any shadow", zh: "明亮的高调布光，几乎没有阴影" } },
  { id: "neon", kind: "light", label: { en: "Neon", zh: "霓虹" }, text: { en: "Neon light in magenta and cyan, reflections on wet ground", zh: "品红与青色的霓虹灯光，湿地面上有倒影" } },
  { id: "candle", kind: "light", label: { en: "Candlelight", zh: "烛光" }, text: { en: "Flickering candlelight, warm and dim", zh: "摇曳的烛光，温暖而昏暗" } },
  { id: "moon", kind: "light", label: { en: "Moonlight", zh: "月光" }, text: { en: "Pale moonlight, cool and quiet", zh: "清冷安静的月光" } },
  { id: "rays", kind: "light", label: { en: "Light rays", zh: "光束" }, text: { en: "Visible rays of light through haze", zh: "雾气中可见的光束" } },
  { id: "film", kind: "style", label: { en: "35 mm film", zh: "35毫米胶片" }, text: { en: "35 mm film look, fine grain, natural colours", zh: "35毫米胶片质感，细腻颗粒，自然色彩" } },
  { id: "documentary", kind: "style", label: { en: "Documentary", zh: "纪录片" }, text: { en: "Documentary realism, available light", zh: "纪录片式写实，自然光" } },
  { id: "commercial", kind: "style", label: { en: "Commercial", zh: "广告片" }, text: { en: "Polished commercial look, crisp detail", zh: "精致的广告片质感，细节清晰" } },
  { id: "noir", kind: "style", label: { en: "Film noir", zh: "黑色电影" }, text: { en: "Black-and-white film noir, strong contrast", zh: "黑白黑色电影风格，对比强烈" } },
  { id: "monochrome", kind: "style", label: { en: "Black and white", zh: "黑白" }, text: { en: "Black and white, rich grey tones", zh: "黑白影像，灰阶丰富" } },
  { id: "vintage", kind: "style", label: { en: "1970s film", zh: "七十年代胶片" }, text: { en: "1970s film look, faded warm colours", zh: "七十年代胶片风格，褪色的暖色调" } },
  { id: "vhs", kind: "style", label: { en: "VHS", zh: "录像带" }, text: { en: "Home video on VHS tape, soft and slightly noisy", zh: "家用录像带质感，柔和并带有轻微噪点" } },
  { id: "sci-fi", kind: "style", label: { en: "Science fiction", zh: "科幻" }, text: { en: "Sleek science fiction look, cold metal and glass", zh: "简洁的科幻质感，冷色金属与玻璃" } },
  { id: "fairy", kind: "style", label: { en: "Fairy tale", zh: "童话" }, text: { en: "Fairy-tale look, soft glow, rich colours", zh: "童话风格，柔光，色彩浓郁" } },
  { id: "anime", kind: "style", label: { en: "Hand-drawn anime", zh: "手绘动画" }, text: { en: "Hand-drawn anime, clean lines, painted backgrounds", zh: "手绘日式动画，线条干净，背景如水彩" } },
  { id: "3d", kind: "style", label: { en: "3D animation", zh: "三维动画" }, text: { en: "Stylised 3D animation, soft materials", zh: "风格化三维动画，材质柔和" } },
  { id: "stop-motion", kind: "style", label: { en: "Stop motion", zh: "定格动画" }, text: { en: "Stop-motion animation with handmade puppets", zh: "手工偶定格动画" } },
  { id: "watercolour", kind: "style", label: { en: "Watercolour", zh: "水彩" }, text: { en: "Moving watercolour painting, visible paper texture", zh: "流动的水彩画，可见纸张纹理" } },
  { id: "ink", kind: "style", label: { en: "Ink painting", zh: "水墨" }, text: { en: "Chinese ink painting, flowing brushwork, empty space", zh: "中国水墨画，笔触流动，留白" } },
  { id: "clay", kind: "style", label: { en: "Clay", zh: "黏土" }, text: { en: "Clay animation with visible fingerprints", zh: "黏土动画，可见指纹" } },
];

const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

/** The templates that speak of this, in either language. */
export function findTemplates(query: string): readonly ShotTemplate[] {
  const words = plain(query).split(/\s+/u).filter(Boolean);
  return TEMPLATES.filter(({ label, text }) => {
    const all = plain([label.en, label.zh, text.en, text.zh].join(" "));
    return words.every((word) => all.includes(word));
  });
}

/** What stands there, and behind it the template. */
export function withTemplate(before: string, text: string, language: MentionStyle): string {
  const own = before.trimEnd();
  if (own === "") return text;
  const isEnded = /[.!?,;:…。！？，；：]$/u.test(own);
  return language === "zh" ? `${own}${isEnded ? "" : "，"}${text}` : `${own}${isEnded ? "" : ","} ${text}`;
}
