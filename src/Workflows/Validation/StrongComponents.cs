namespace Workflows.Validation;

/// <summary>Tarjan's algorithm without recursion: a flow of thousands of steps in a row must not end the process.</summary>
internal static class StrongComponents
{
    /// <returns>The components that contain a loop, each in the flow's order, made of the steps that <paramref name="includes"/> takes.</returns>
    public static IReadOnlyList<IReadOnlyList<Step>> Of(FlowGraph flow, Func<Step, bool> includes)
    {
        var count = flow.Steps.Length;
        var takes = flow.Steps.Select(includes).ToArray();
        var targets = flow.Steps.Select(s => flow.Outgoing[s.Index].Where(e => takes[e.Target.Index]).Select(e => e.Target.Index).ToArray()).ToArray();
        var (number, low, isOnStack, position) = (new int[count], new int[count], new bool[count], new int[count]);
        var (stack, path, loops, last) = (new Stack<int>(), new Stack<int>(), new List<IReadOnlyList<Step>>(), 0);
        for (var root = 0; root < count; root++)
        {
            if (!takes[root] || number[root] > 0)
                continue;
            Enter(root);
            while (path.TryPeek(out var at))
            {
                if (position[at] < targets[at].Length)
                {
                    var target = targets[at][position[at]++];
                    if (number[target] == 0)
                        Enter(target);
                    else if (isOnStack[target])
                        low[at] = Math.Min(low[at], number[target]);
                    continue;
                }

                path.Pop();
                if (path.TryPeek(out var parent))
                    low[parent] = Math.Min(low[parent], low[at]);
                if (low[at] == number[at])
                    Leave(at);
            }
        }

        return loops;

        void Enter(int step)
        {
            number[step] = low[step] = ++last;
            stack.Push(step);
            isOnStack[step] = true;
            path.Push(step);
        }

        void Leave(int first)
        {
            var component = new List<int>();
            int step;
            do
            {
                step = stack.Pop();
                isOnStack[step] = false;
                component.Add(step);
            }
            while (step != first);
            if (component.Count > 1 || targets[first].Contains(first))
                loops.Add([.. component.Order().Select(i => flow.Steps[i])]);
        }
    }
}
