var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapStaticAssets();
app.UseBlazorFrameworkFiles();
app.MapFallbackToFile("index.html");
app.Run();
