namespace Designer.Server.Hosting;

/// <summary>A published folder carries its wwwroot and its settings beside the program and must find them from whatever folder it is started in; a build uses the project's folder.</summary>
public static class ContentRoot
{
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        // Not the entry assembly: under a test that is the test, whose client files are none.
        ApplicationName = typeof(ContentRoot).Assembly.GetName().Name,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    };
}
