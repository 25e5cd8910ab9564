namespace Server.Tests.Elsa;

/// <summary>Where real Elsa is plainly wrong and we do the right thing: why, and what we do.</summary>
internal static class Deviations
{
    public static IReadOnlyDictionary<string, Deviation> Table { get; } = new Dictionary<string, Deviation>
    {
        ["a002-no-root.json"] = new("A file without a root is an empty flowchart, which the canvas can show and nobody can run; Elsa runs an empty sequence.", "The flow 'Bench 5' has no activity to run."),
        ["a021-toolVersion-3.json"] = new("A draft imports whatever its toolVersion; it is written again as Elsa takes it.", "Finished/Finished\nran start segment decide[True] send[Sent] end\nwrote 2\nv-count = 2"),
        ["a022-toolVersion-text.json"] = new("A draft imports whatever its toolVersion; it is written again as Elsa takes it.", "Finished/Finished\nran start segment decide[True] send[Sent] end\nwrote 2\nv-count = 2"),
        ["a042-var-no-type.json"] = new("A variable without a type is an Object; Elsa refuses the whole file with a bare ArgumentNullException.", "Finished/Finished\nran start segment decide[True] send[Sent] end\nwrote 2"),
        ["a044-var-value-number.json"] = new("A default that is a number is the same default as text; Elsa refuses the whole file.", "Finished/Finished\nran start segment decide[True] send[Sent] end\nwrote 2"),
        ["a046-var-value-object.json"] = new("A default that is an object is the same default as text; Elsa refuses the whole file.", "Finished/Finished\nran start segment decide[True] send[Sent] end\nwrote 2"),
        ["a074-act-custom-null.json"] = new("customProperties of null are none; Elsa refuses the whole file.", "Finished/Finished\nran start segment decide[True] send[Sent] end\nwrote 2\nv-count = 2"),
        ["a092-in-no-typeName.json"] = new("Elsa reads an input without typeName as null, in silence; its expression is all that is needed.", "Finished/Finished\nran w\nwrote hi\nv-count = 0"),
        ["a096-in-unknown-expr.json"] = new("Elsa reads an unknown expression type as null, in silence; here it is a fault that names it.", "Finished/Faulted\nran w(Faulted)\nwrote \nfault at w: Failed to evaluate activity input 'Text'\nv-count = 0"),
        ["a097-in-expr-case.json"] = new("Elsa reads a misspelt expression type as null, in silence; here it is a fault that names it.", "Finished/Faulted\nran w(Faulted)\nwrote \nfault at w: Failed to evaluate activity input 'Text'\nv-count = 0"),
        ["a098-in-output-expr.json"] = new("Elsa reads an unknown expression type as null, in silence; here it is a fault that names it.", "Finished/Faulted\nran w(Faulted)\nwrote \nfault at w: Failed to evaluate activity input 'Text'\nv-count = 0"),
        ["a104-in-python.json"] = new("Elsa without its Python module reads null, in silence; here it is a fault that says why it is not run.", "Finished/Faulted\nran w(Faulted)\nwrote \nfault at w: Failed to evaluate activity input 'Text'\nv-count = 0"),
        ["a109-in-var-string.json"] = new("Elsa reads a Variable expression that is a bare text as null, in silence; here it is a fault.", "Finished/Faulted\nran w(Faulted)\nwrote \nfault at w: Failed to evaluate activity input 'Text'\nv-count = 0"),
        ["a110-in-var-string-name.json"] = new("Elsa reads a Variable expression that is a bare text as null, in silence; here it is a fault.", "Finished/Faulted\nran w(Faulted)\nwrote \nfault at w: Failed to evaluate activity input 'Text'\nv-count = 0"),
        ["a134-out-no-memref.json"] = new("An output bound to nothing is captured nowhere; Elsa refuses the whole file with a bare KeyNotFoundException.", "Finished/Finished\nran start segment decide[True] send[Sent] end\nwrote 0\nv-count = 0"),
        ["a136-out-memref-null.json"] = new("An output bound to nothing is captured nowhere; Elsa refuses the whole file.", "Finished/Finished\nran start segment decide[True] send[Sent] end\nwrote 0\nv-count = 0"),
        ["a161-delay-branch-join-WaitAny.json"] = new("Elsa runs the join, and everything after it, twice (core #5487).", "Finished/Finished\nran s a dl(Canceled) j z\nwrote a | z\nv-count = 0"),
        ["b007-vartype-Guid.json"] = new("A Guid is text in a script: scripts have no way to .NET, where Elsa wraps an object.", "Finished/Finished\nran s w\nwrote string \"6f9619ff-8b86-d011-b42d-00cf4fc964ff\""),
        ["b008-vartype-DateTime.json"] = new("A DateTime is text in a script: scripts have no way to .NET, where Elsa wraps an object.", "Finished/Finished\nran s w\nwrote string \"2026-01-02T03:04:05\""),
        ["b010-vartype-TimeSpan.json"] = new("A TimeSpan is text in a script: scripts have no way to .NET, where Elsa wraps an object.", "Finished/Finished\nran s w\nwrote string \"01:02:03\""),
        ["b038-foreach-fault-continue.json"] = new("Elsa hangs for ever after ContinueWithIncidents (core #7406); here the rest goes on and the incidents are kept.", "Finished/Finished\nran s fe f(Faulted) f(Faulted) f(Faulted) z\nwrote z\nfault at f: boom\nfault at f: boom\nfault at f: boom\nv-count = 0"),
        ["b042-pfe-delay.json"] = new("Elsa lists the variables of the loop and forgets those of the flow, which it keeps all the same.", "Running/Suspended\nran s fe(Running) dl(Running) dl(Running)\nwrote \nwaits at dl: Elsa.Delay\nwaits at dl: Elsa.Delay\ncurrentIndexVariable = 1\ncurrentValueVariable = \"q\"\nv-count = 0"),
        ["b044-delay-72h.json"] = new("A delay beyond 24.8 days throws in Elsa's scheduler (core #5978); waits have no limit here.", "Running/Suspended\nran s dl(Running)\nwrote \nwaits at dl: Elsa.Delay\nv-count = 0"),
        ["b046-delay-30d.json"] = new("A delay beyond 24.8 days throws in Elsa's scheduler (core #5978); waits have no limit here.", "Running/Suspended\nran s dl(Running)\nwrote \nwaits at dl: Elsa.Delay\nv-count = 0"),
    };
}

internal sealed record Deviation(string Why, string Ours);
