/** What is said in place of a name, in the language of the prompt. */
interface Words {
  en: string;
  zh: string;
}

export interface NamedThing extends Words {
  /** As people write it, in both languages. Names that are also plain words (Apple, Shell, Puma) are left alone. */
  names: readonly string[];
  /** What its manner looks or sounds like, for "in the style of …". */
  style?: Words;
  /** In small letters it is a plain word. */
  isWord?: true;
}

/** Names that moderation stops at, and what they stand for. Sorted by what they are; the longest that fits is taken. */
export const NAMED_THINGS: readonly NamedThing[] = [
  // Studios, films and series.
  {
    names: ["Studio Ghibli", "Ghibli", "Hayao Miyazaki", "Miyazaki", "吉卜力工作室", "吉卜力", "宫崎骏"],
    en: "a hand-drawn animation studio",
    zh: "手绘动画工作室",
    style: { en: "soft hand-painted animation", zh: "柔和的手绘动画" },
  },
  {
    names: ["Pixar", "皮克斯"],
    en: "an animation studio",
    zh: "动画工作室",
    style: { en: "warm rounded 3D animation", zh: "温暖圆润的三维动画" },
  },
  {
    names: ["Walt Disney", "Disney", "迪士尼"],
    en: "a fairy-tale film",
    zh: "童话电影",
    style: { en: "fairy-tale animation", zh: "童话动画" },
  },
  {
    names: ["DreamWorks", "梦工厂"],
    en: "an animation studio",
    zh: "动画工作室",
    style: { en: "expressive 3D animation", zh: "表情夸张的三维动画" },
  },
  {
    names: ["Marvel", "漫威"],
    isWord: true,
    en: "a superhero film",
    zh: "超级英雄电影",
    style: { en: "a big superhero film", zh: "超级英雄大片" },
  },
  {
    names: ["Star Wars", "星球大战"],
    en: "a space adventure",
    zh: "太空冒险",
    style: { en: "an epic space adventure", zh: "史诗太空冒险" },
  },
  {
    names: ["Wes Anderson", "韦斯·安德森"],
    en: "a film director",
    zh: "电影导演",
    style: { en: "symmetrical framing and pastel colours", zh: "对称构图与粉彩色调" },
  },
  {
    names: ["Makoto Shinkai", "新海诚"],
    en: "an animation director",
    zh: "动画导演",
    style: { en: "luminous animation with detailed skies", zh: "光影通透、天空细腻的动画" },
  },
  {
    names: ["Tim Burton", "蒂姆·伯顿"],
    en: "a film director",
    zh: "电影导演",
    style: { en: "whimsical gothic shapes", zh: "古怪的哥特造型" },
  },
  {
    names: ["Quentin Tarantino", "Christopher Nolan", "王家卫", "张艺谋"],
    en: "a film director",
    zh: "电影导演",
    style: { en: "a bold cinematic look", zh: "鲜明的电影感" },
  },
  // Characters.
  { names: ["Mickey Mouse", "米老鼠", "米奇"], en: "a cheerful cartoon mouse", zh: "快乐的卡通老鼠" },
  { names: ["Donald Duck", "唐老鸭"], en: "a grumpy cartoon duck", zh: "爱发脾气的卡通鸭子" },
  { names: ["Spider-Man", "Spiderman", "蜘蛛侠"], en: "a masked acrobatic hero", zh: "身手敏捷的蒙面英雄" },
  { names: ["Iron Man", "钢铁侠"], en: "a hero in a metal suit", zh: "身穿金属战甲的英雄" },
  { names: ["Batman", "蝙蝠侠"], en: "a caped hero in black", zh: "身披黑斗篷的英雄" },
  { names: ["Superman"], en: "a flying hero with a cape", zh: "披着斗篷飞行的英雄" },
  { names: ["Ultraman", "奥特曼"], en: "a giant hero in silver armour", zh: "身穿银色铠甲的巨人英雄" },
  { names: ["Darth Vader", "达斯·维达"], en: "a tall figure in black armour", zh: "身穿黑色铠甲的高大身影" },
  { names: ["Harry Potter", "哈利·波特", "哈利波特"], en: "a young wizard with glasses", zh: "戴眼镜的少年巫师" },
  { names: ["Pikachu", "皮卡丘"], en: "a small yellow cartoon creature", zh: "黄色的小卡通生物" },
  { names: ["Pokémon", "Pokemon", "宝可梦"], en: "a cartoon creature", zh: "卡通生物" },
  { names: ["Hello Kitty", "凯蒂猫"], en: "a white cartoon kitten with a bow", zh: "戴蝴蝶结的白色卡通小猫" },
  { names: ["Doraemon", "哆啦A梦", "机器猫"], en: "a round blue cartoon cat", zh: "圆滚滚的蓝色卡通猫" },
  { names: ["Super Mario", "超级马里奥", "马里奥"], en: "a jumping plumber in overalls", zh: "穿背带裤、爱跳跃的水管工" },
  { names: ["Totoro"], en: "a large furry forest spirit", zh: "毛茸茸的大森林精灵" },
  { names: ["Naruto", "火影忍者", "鸣人"], en: "a young ninja with spiky hair", zh: "头发竖起的少年忍者" },
  // Singers, bands and composers.
  {
    names: ["Taylor Swift", "Beyoncé", "Beyonce", "Lady Gaga"],
    en: "a pop singer",
    zh: "流行歌手",
    style: { en: "bright modern pop", zh: "明快的现代流行乐" },
  },
  {
    names: ["Michael Jackson", "迈克尔·杰克逊"],
    en: "a pop singer",
    zh: "流行歌手",
    style: { en: "danceable eighties pop", zh: "八十年代舞曲流行乐" },
  },
  {
    names: ["周杰伦", "Jay Chou", "林俊杰", "邓紫棋"],
    en: "a pop singer",
    zh: "流行歌手",
    style: { en: "melodic Chinese pop", zh: "旋律优美的华语流行乐" },
  },
  {
    names: ["The Beatles", "Beatles", "披头士"],
    en: "a rock band",
    zh: "摇滚乐队",
    style: { en: "sixties guitar pop", zh: "六十年代吉他流行乐" },
  },
  {
    names: ["Eminem", "Kanye West", "Kendrick Lamar"],
    en: "a rapper",
    zh: "说唱歌手",
    style: { en: "rhythmic hip-hop", zh: "节奏感强的嘻哈" },
  },
  { names: ["BLACKPINK"], en: "a pop group", zh: "流行组合", style: { en: "energetic dance pop", zh: "充满活力的舞曲" } },
  {
    names: ["Hans Zimmer", "汉斯·季默", "John Williams", "久石让", "Joe Hisaishi"],
    en: "a film composer",
    zh: "电影作曲家",
    style: { en: "sweeping orchestral music", zh: "恢弘的管弦乐" },
  },
  // Brands.
  { names: ["Coca-Cola", "Coca Cola", "Pepsi", "可口可乐", "百事可乐"], en: "cola", zh: "可乐" },
  { names: ["Starbucks", "星巴克", "瑞幸"], en: "coffee shop", zh: "咖啡店" },
  { names: ["McDonald's", "McDonald’s", "McDonalds", "KFC", "麦当劳", "肯德基"], en: "fast-food restaurant", zh: "快餐店" },
  { names: ["Nike", "Adidas", "耐克", "阿迪达斯"], en: "sports-brand", zh: "运动品牌" },
  {
    names: ["Gucci", "Chanel", "Louis Vuitton", "Hermès", "Prada", "古驰", "香奈儿", "路易威登", "爱马仕"],
    en: "designer",
    zh: "高端时装",
  },
  { names: ["Rolex", "劳力士"], en: "wristwatch", zh: "腕表" },
  { names: ["iPhone", "苹果手机"], en: "smartphone", zh: "智能手机" },
  { names: ["MacBook"], en: "laptop", zh: "笔记本电脑" },
  { names: ["Tesla", "特斯拉"], isWord: true, en: "electric car", zh: "电动汽车" },
  { names: ["Ferrari", "Lamborghini", "Porsche", "法拉利", "兰博基尼", "保时捷"], en: "sports car", zh: "跑车" },
  { names: ["Mercedes-Benz", "BMW", "Rolls-Royce", "奔驰轿车", "宝马轿车", "劳斯莱斯"], en: "luxury car", zh: "豪华轿车" },
  { names: ["LEGO", "Lego", "乐高"], en: "toy-brick", zh: "玩具积木", style: { en: "toy-brick animation", zh: "玩具积木动画" } },
  { names: ["Barbie", "芭比"], en: "fashion doll", zh: "时尚娃娃" },
  { names: ["YouTube", "TikTok", "Netflix", "抖音", "网飞"], en: "video app", zh: "视频应用" },
];
