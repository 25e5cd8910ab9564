namespace Designer.Server.Shop;

public static class ShopSetup
{
    /// <summary>Fills an empty data folder with the demo shop unless Designer:Demo is false, and keeps it up to date.</summary>
    public static IServiceCollection AddShop(this IServiceCollection services) => services.AddHostedService<DemoShopLoading>();
}
