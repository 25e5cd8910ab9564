using Fluid.Ast;

namespace Designer.Server.Expressions;

/// <summary>Collects the merge fields that a template reads, but not the names it gives itself (assign, for, capture).</summary>
internal sealed class LiquidFields : AstVisitor
{
    private readonly HashSet<string> _read = [];
    private readonly HashSet<string> _own = ["forloop", "tablerowloop", "blank", "empty", "nil", "null"];

    public IReadOnlySet<string> Fields => _read.Where(f => !_own.Contains(f.Split('.')[0])).ToHashSet();

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        var names = memberExpression.Segments.TakeWhile(s => s is IdentifierSegment).Cast<IdentifierSegment>().Select(s => s.Identifier);
        if (string.Join('.', names) is { Length: > 0 } field)
            _read.Add(field);
        return base.VisitMemberExpression(memberExpression);
    }

    protected override Statement VisitAssignStatement(AssignStatement assignStatement)
    {
        _own.Add(assignStatement.Identifier);
        return base.VisitAssignStatement(assignStatement);
    }

    protected override Statement VisitCaptureStatement(CaptureStatement captureStatement)
    {
        _own.Add(captureStatement.Identifier);
        return base.VisitCaptureStatement(captureStatement);
    }

    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        _own.Add(forStatement.Identifier);
        return base.VisitForStatement(forStatement);
    }
}
