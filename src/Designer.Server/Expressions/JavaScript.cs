using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Runtime;
using Microsoft.Extensions.Options;
using Workflows.Expressions;

namespace Designer.Server.Expressions;

/// <summary>JavaScript (Jint) with Elsa's functions, without a way to .NET, within limits of time, memory and statements.</summary>
internal sealed class JavaScript(IOptions<ExpressionOptions> options, DeepThreads threads)
{
    private static readonly TimeSpan RegexTime = TimeSpan.FromSeconds(1);

    private const int Kept = 500;
    private readonly ConcurrentDictionary<string, Prepared<Script>> _prepared = new();

    public static string? Check(string script)
    {
        try
        {
            JavaScriptFence.RefuseGenerators(Engine.PrepareScript(script, options: Preparation));
            return null;
        }
        catch (ExpressionException refused)
        {
            return refused.Message;
        }
        catch (Exception wrong) when (wrong is ScriptPreparationException or JavaScriptException)
        {
            return $"The JavaScript cannot be read: {(wrong.InnerException ?? wrong).Message}";
        }
    }

    /// <exception cref="ExpressionException">It failed or went over a limit; the message says which.</exception>
    public Task<JsonElement?> EvaluateAsync(string script, ExpressionScope scope, CancellationToken cancellationToken) => threads.RunAsync(() => Evaluate(script, scope, cancellationToken));

    private JsonElement? Evaluate(string script, ExpressionScope scope, CancellationToken cancellationToken)
    {
        var limits = options.Value;
        try
        {
            using var engine = new Engine(o => Limit(o, limits).CancellationToken(cancellationToken));
            JavaScriptFence.Apply(engine);
            var functions = new JavaScriptFunctions(engine, scope, script);
            functions.Define();
            var value = engine.Evaluate(Prepare(script));
            functions.TakeChanges();
            return Json(engine, value);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception wrong) when (Sentence(wrong, limits) is { } sentence)
        {
            throw new ExpressionException(sentence, wrong);
        }
    }

    /// <summary>A script is read once, however many runs run it.</summary>
    private Prepared<Script> Prepare(string script)
    {
        if (_prepared.TryGetValue(script, out var known))
            return known;
        if (_prepared.Count >= Kept)
            _prepared.Clear();
        var prepared = Engine.PrepareScript(script, options: Preparation);
        JavaScriptFence.RefuseGenerators(prepared);
        return _prepared[script] = prepared;
    }

    private static Jint.Options Limit(Jint.Options engine, ExpressionOptions limits)
    {
        engine.Constraints.StackOverflowGuard = true;
        engine.Constraints.MaxArraySize = 1_000_000;
        engine.Constraints.RegexTimeout = RegexTime;
        return engine.DisableStringCompilation().TimeoutInterval(limits.Time).LimitMemory(limits.MemoryMegabytes * 1_000_000L).MaxStatements(limits.Statements).LimitRecursion(200);
    }

    public static JsonElement? Json(Engine engine, JsValue value)
    {
        if (value.IsUndefined() || value.IsNull())
            return null;
        var text = new Jint.Native.Json.JsonSerializer(engine).Serialize(value);
        try
        {
            return text.IsString() ? JsonElement.Parse(text.AsString()) : null;
        }
        catch (JsonException deep)
        {
            throw new ExpressionException($"The JavaScript gives a value that cannot be kept: {deep.Message.Split(" Path:")[0]}", deep);
        }
    }

    public static JsValue Value(Engine engine, JsonElement json) => new JsonParser(engine).Parse(json.GetRawText());

    private static ScriptPreparationOptions Preparation { get; } = ScriptPreparationOptions.Default with { ParsingOptions = ScriptParsingOptions.Default with { AllowReturnOutsideFunction = true } };

    private static string? Sentence(Exception wrong, ExpressionOptions limits) => wrong switch
    {
        ScriptPreparationException => $"The JavaScript cannot be read: {(wrong.InnerException ?? wrong).Message}",
        RegexMatchTimeoutException => $"A regular expression of the JavaScript ran longer than {RegexTime.TotalSeconds:0.#} s, which is the limit.",
        OutOfMemoryException => $"The JavaScript used more than {limits.MemoryMegabytes} MB, which is the limit.",
        InsufficientExecutionStackException => "The JavaScript goes deeper into itself than can be followed.",
        TimeoutException => $"The JavaScript ran longer than {limits.Time.TotalSeconds:0.#} s, which is the limit.",
        MemoryLimitExceededException => $"The JavaScript used more than {limits.MemoryMegabytes} MB, which is the limit.",
        StatementsCountOverflowException => $"The JavaScript ran more than {limits.Statements} statements, which is the limit.",
        RecursionDepthOverflowException => "The JavaScript called itself more than 200 deep, which is the limit.",
        JavaScriptException => $"The JavaScript failed: {wrong.Message}",
        JintException => $"The JavaScript failed: {wrong.Message}",
        _ => null,
    };
}
