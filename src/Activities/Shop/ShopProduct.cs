using System.Collections.Immutable;

namespace Activities.Shop;

/// <summary>What the demo shop sells.</summary>
internal sealed record ShopProduct(string Name, string Category, double Price)
{
    public static ImmutableArray<string> Categories { get; } = ["coffee", "fashion", "beauty", "books", "sports", "home"];

    public static ImmutableArray<ShopProduct> All { get; } =
    [
        new("Harbour House Blend", "coffee", 12.5), new("Slow Morning Espresso", "coffee", 14), new("Pour-over Kettle", "coffee", 49), new("Cold Brew Jar", "coffee", 24),
        new("Merino Everyday Tee", "fashion", 39), new("Raincoat Nord", "fashion", 129), new("Canvas Tote", "fashion", 25), new("Linen Shirt", "fashion", 59),
        new("Calm Day Cream", "beauty", 28), new("Sea Salt Scrub", "beauty", 19), new("Night Repair Oil", "beauty", 44), new("Rose Lip Balm", "beauty", 9),
        new("The Quiet Atlas", "books", 22), new("Bread and Patience", "books", 31), new("Night Trains", "books", 16), new("A Year of Small Walks", "books", 18),
        new("Trail Bottle", "sports", 21), new("Yoga Mat Moss", "sports", 45), new("Running Belt", "sports", 27), new("Climbing Chalk", "sports", 11),
        new("Stoneware Mug", "home", 17), new("Wool Throw", "home", 79), new("Oak Tray", "home", 38), new("Beeswax Candle", "home", 13),
    ];
}
