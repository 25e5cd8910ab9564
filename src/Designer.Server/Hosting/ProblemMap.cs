namespace Designer.Server.Hosting;

/// <summary>One row of the table "exception type -> HTTP status". The exception's message goes to the caller, so it must be a sentence about what they asked, without internals.</summary>
public sealed record ProblemMap(Type Exception, int Status);

public static class ProblemMapSetup
{
    /// <summary>Each feature maps its own exceptions in its XSetup: <c>services.MapProblem&lt;FlowNotFoundException&gt;(404)</c>.</summary>
    public static IServiceCollection MapProblem<TException>(this IServiceCollection services, int status)
        where TException : Exception =>
        services.AddSingleton(new ProblemMap(typeof(TException), status));
}
