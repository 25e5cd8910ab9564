using System.Collections.Immutable;

namespace Activities.Shop;

/// <summary>Where the demo shop's customers live, with first names and last names that occur there. Everything here is made up; addresses are under example.com only.</summary>
internal sealed record ShopRegion(string Country, string Language, double Share, ImmutableArray<(string City, string Zone)> Cities, ImmutableArray<ShopName> FirstNames, ImmutableArray<ShopName> LastNames)
{
    public static ImmutableArray<ShopRegion> All { get; } =
    [
        new("US", "en", 0.24,
            [("New York", "America/New_York"), ("Chicago", "America/Chicago"), ("Denver", "America/Denver"), ("Seattle", "America/Los_Angeles")],
            Names("Olivia Liam Emma Noah Ava James Sofia Henry Grace Mason Chloe Ethan"),
            Names("Walker Carter Brooks Hayes Turner Reed Foster Bennett Price Sullivan Morgan O'Neil")),
        new("GB", "en", 0.14,
            [("London", "Europe/London"), ("Leeds", "Europe/London"), ("Glasgow", "Europe/London")],
            Names("Amelia Oscar Isla Harry Freya George Poppy Arthur Niamh Rhys"),
            Names("Whitfield Ashworth Campbell Hughes Patel Barker Okafor Fletcher Lloyd Singh")),
        new("DE", "de", 0.20,
            [("Berlin", "Europe/Berlin"), ("Hamburg", "Europe/Berlin"), ("München", "Europe/Berlin"), ("Köln", "Europe/Berlin")],
            [.. Names("Anna Lukas Lena Felix Marie Paul Clara Jonas Emilia Ben"), new("Jürgen", "juergen"), new("Zoë", "zoe")],
            [.. Names("Schmidt Weber Fischer Becker Hoffmann Wagner Klein Neumann"), new("Müller", "mueller"), new("Schäfer", "schaefer"), new("Groß", "gross")]),
        new("FR", "fr", 0.12,
            [("Paris", "Europe/Paris"), ("Lyon", "Europe/Paris"), ("Nantes", "Europe/Paris")],
            [.. Names("Louise Gabriel Jade Hugo Manon Louis Camille Nathan"), new("Chloé", "chloe"), new("Jérôme", "jerome")],
            [.. Names("Martin Bernard Dubois Moreau Laurent Garnier Roux"), new("Lefèvre", "lefevre"), new("François", "francois")]),
        new("ES", "es", 0.08,
            [("Madrid", "Europe/Madrid"), ("Sevilla", "Europe/Madrid"), ("Valencia", "Europe/Madrid")],
            [.. Names("Carmen Pablo Marta Hugo Elena Diego"), new("Lucía", "lucia"), new("Álvaro", "alvaro")],
            [.. Names("Romero Navarro Torres Vidal Ortega"), new("García", "garcia"), new("Muñoz", "munoz")]),
        new("CN", "zh-CN", 0.22,
            [("上海", "Asia/Shanghai"), ("北京", "Asia/Shanghai"), ("成都", "Asia/Shanghai"), ("深圳", "Asia/Shanghai")],
            [new("伟", "wei"), new("芳", "fang"), new("娜", "na"), new("秀英", "xiuying"), new("敏", "min"), new("静", "jing"), new("丽", "li"), new("强", "qiang"), new("磊", "lei"), new("洋", "yang"), new("艳", "yan"), new("子涵", "zihan"), new("雨桐", "yutong"), new("浩然", "haoran")],
            [new("王", "wang"), new("李", "li"), new("张", "zhang"), new("刘", "liu"), new("陈", "chen"), new("杨", "yang"), new("赵", "zhao"), new("黄", "huang"), new("周", "zhou"), new("吴", "wu"), new("徐", "xu"), new("欧阳", "ouyang")]),
    ];

    private static ImmutableArray<ShopName> Names(string names) => [.. names.Split(' ').Select(n => new ShopName(n, new string([.. n.ToLowerInvariant().Where(char.IsAsciiLetterLower)])))];
}

/// <param name="Ascii">How the name is written in an address.</param>
internal readonly record struct ShopName(string Text, string Ascii);
