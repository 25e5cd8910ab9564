using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using Workflows.Expressions;

namespace Designer.Server.Expressions;

/// <summary>What the engine's count of steps does not see: how deep a template is nested, and how much one range, one capture or one filter makes. Puts limited ones in their place.</summary>
internal sealed class LiquidFence(ExpressionOptions limits) : AstRewriter
{
    public const int Deepest = 100;

    /// <summary>Brackets, bars and tags: each may be one deeper than the last, and a template is read before its depth is known.</summary>
    private const int MostMarks = 50_000;

    private int _depth;

    /// <returns>Null: it is worth reading.</returns>
    public static string? Refusal(string template, ExpressionOptions limits)
    {
        if (template.Length > limits.RenderedCharacters)
            return $"it has {template.Length} characters; at most {limits.RenderedCharacters} are allowed.";
        var isByLine = template.Contains("liquid", StringComparison.Ordinal);
        var marks = template.AsSpan().Count('(') + template.AsSpan().Count('[') + template.AsSpan().Count('|') + template.AsSpan().Count("{%") + (isByLine ? template.AsSpan().Count('\n') : 0);
        return marks > MostMarks ? $"it has {marks} brackets, filters and tags; at most {MostMarks} are allowed." : null;
    }

    public override Statement Visit(Statement statement)
    {
        Enter();
        var visited = base.Visit(statement);
        _depth--;
        return visited;
    }

    public override Expression Visit(Expression expression)
    {
        Enter();
        var visited = base.Visit(expression);
        _depth--;
        return visited;
    }

    protected override Expression VisitRangeExpression(RangeExpression range) => new LimitedRange((RangeExpression)base.VisitRangeExpression(range), limits.Statements);

    protected override Statement VisitCaptureStatement(CaptureStatement capture)
    {
        var visited = (CaptureStatement)base.VisitCaptureStatement(capture);
        return new LimitedCapture(visited.Identifier, visited.Statements, limits.RenderedCharacters);
    }

    private void Enter()
    {
        if (++_depth > Deepest)
            throw new ExpressionException($"its tags, filters and conditions are nested more than {Deepest} deep.");
    }

    private sealed class LimitedRange(RangeExpression range, int most) : Expression
    {
        public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
        {
            var (from, to) = ((await range.From.EvaluateAsync(context)).ToNumberValue(), (await range.To.EvaluateAsync(context)).ToNumberValue());
            return to - from < most ? await range.EvaluateAsync(context) : throw new InvalidOperationException($"the range from {from} to {to} is longer than {most}, which is the limit.");
        }

        protected override Expression Accept(AstVisitor visitor)
        {
            visitor.Visit(range.From);
            visitor.Visit(range.To);
            return this;
        }
    }

    private sealed class LimitedCapture(string identifier, IReadOnlyList<Statement> statements, int most) : TagStatement(statements)
    {
        public override async ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
        {
            using var captured = new LimitedWriter(most);
            var completion = Completion.Normal;
            foreach (var statement in Statements)
            {
                completion = await statement.WriteToAsync(captured, encoder, context);
                if (completion != Completion.Normal)
                    break;
            }
            context.SetValue(identifier, new StringValue(captured.ToString(), false));
            return completion;
        }

        protected override Statement Accept(AstVisitor visitor)
        {
            foreach (var statement in Statements)
                visitor.Visit(statement);
            return this;
        }
    }
}
