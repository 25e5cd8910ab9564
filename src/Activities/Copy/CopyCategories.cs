namespace Activities.Copy;

/// <summary>Guesses what is sold from a product's name, in either language; "general" when nothing is recognised.</summary>
public static class CopyCategories
{
    public const string General = "general";

    private static readonly (string Category, string[] Words)[] Known =
    [
        ("coffee", ["coffee", "espresso", "latte", "brew", "roast", "beans", "kettle", "cappuccino", "咖啡", "拿铁", "豆子"]),
        ("fashion", ["shirt", "dress", "jeans", "coat", "jacket", "shoe", "tote", "scarf", "sweater", "fashion", "tee", "raincoat", "衣", "裙", "裤", "鞋", "围巾", "穿搭", "帽"]),
        ("beauty", ["cream", "skin", "serum", "lipstick", "balm", "perfume", "shampoo", "beauty", "scrub", "make-up", "makeup", "护肤", "面霜", "精华", "口红", "香水", "面膜", "彩妆", "美妆"]),
        ("books", ["book", "novel", "atlas", "reading", "magazine", "comic", "书", "小说", "杂志", "绘本"]),
        ("sports", ["running", "yoga", "fitness", "bike", "gym", "trail", "climbing", "football", "tennis", "sport", "跑步", "瑜伽", "健身", "球", "运动", "骑行"]),
        ("home", ["lamp", "sofa", "candle", "blanket", "throw", "mug", "furniture", "pillow", "tray", "rug", "home", "灯", "沙发", "毯", "蜡烛", "家具", "枕", "家居", "杯"]),
        ("electronics", ["headphone", "speaker", "laptop", "phone", "camera", "keyboard", "charger", "tablet", "monitor", "耳机", "音箱", "电脑", "手机", "相机", "键盘", "充电", "数码"]),
        ("toys", ["toy", "puzzle", "lego", "board game", "doll", "blocks", "玩具", "拼图", "积木", "桌游"]),
        ("food", ["chocolate", "cheese", "bread", "sauce", "snack", "cake", "pasta", "tea", "honey", "food", "wine", "巧克力", "蛋糕", "零食", "面包", "蜂蜜", "茶", "美食", "月饼"]),
        ("travel", ["trip", "hotel", "flight", "travel", "cruise", "holiday", "tour", "suitcase", "旅行", "酒店", "机票", "行李", "度假", "民宿"]),
        ("pets", ["dog", "cat", "pet", "puppy", "kitten", "leash", "狗", "猫", "宠物"]),
        ("garden", ["plant", "seed", "garden", "flower", "pot", "compost", "园", "花盆", "种子", "绿植", "盆栽"]),
    ];

    public static string Guess(string product)
    {
        var words = product.ToLowerInvariant();
        if (CopyVocabulary.Categories.Contains(words.Trim()))
            return words.Trim();
        return Known.FirstOrDefault(k => k.Words.Any(w => Mentions(words, w))).Category ?? General;
    }

    /// <summary>Latin words count as wholes, in singular or plural: "cat" is not in "catalogue".</summary>
    private static bool Mentions(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!char.IsAsciiLetter(word[0]))
                return true;
            var end = at + word.Length;
            if (end < text.Length && text[end] == 's')
                end++;
            if ((at == 0 || !char.IsAsciiLetter(text[at - 1])) && (end >= text.Length || !char.IsAsciiLetter(text[end])))
                return true;
        }
        return false;
    }
}
