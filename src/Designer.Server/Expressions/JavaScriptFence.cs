using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using Workflows.Expressions;

namespace Designer.Server.Expressions;

/// <summary>
/// What the limits of the engine do not see, because it happens inside one call of a built-in function: memory is counted between statements, and the depth of calls only for
/// functions of the script.
/// </summary>
internal static class JavaScriptFence
{
    /// <summary>The longest text that one call may make; the memory limit counts what stays under it.</summary>
    private const double LongestText = 8_000_000;

    // Bytes by the gigabyte in one call; waits without an end; loops of look-ups without a statement. Elsa's scripts have no use for them.
    private static readonly string[] Absent =
    [
        "ArrayBuffer", "SharedArrayBuffer", "DataView", "Atomics", "Proxy", "Reflect", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
        "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
    ];

    /// <summary>A generator that goes on to another comes back to the interpreter where nothing counts how deep it is.</summary>
    /// <exception cref="ExpressionException">The script has one.</exception>
    public static void RefuseGenerators(Prepared<Script> script)
    {
        if (script.Program!.DescendantNodes().OfType<IFunction>().FirstOrDefault(f => f.Generator) is Node generator)
            throw new ExpressionException($"The JavaScript has a generator (function*) in line {generator.Location.Start.Line}; they are not run here.");
    }

    public static void Apply(Engine engine)
    {
        foreach (var name in Absent)
            engine.Global.Delete(name);
        var texts = engine.Global.Get("String").AsObject().Get("prototype").AsObject();
        foreach (var name in new[] { "repeat", "padStart", "padEnd", "replace", "replaceAll" })
            Limit(engine, texts, name, (text, arguments) => Length(name, text, arguments));
    }

    private static void Limit(Engine engine, ObjectInstance texts, string name, Func<string, JsValue[], double> lengthOf)
    {
        var original = texts.Get(name);
        JsValue Call(JsValue self, JsValue[] arguments)
        {
            if (self.IsNull() || self.IsUndefined())
                return engine.Call(original, self, arguments);
            var text = TypeConverter.ToString(self);
            // Turned into what they are used as here, so that they cannot turn into something else the second time.
            arguments = [.. arguments.Select(a => a.IsObject() && a is not Function && !a.IsRegExp() ? new JsString(TypeConverter.ToString(a)) : a)];
            var length = lengthOf(text, arguments);
            return length <= LongestText ? engine.Call(original, new JsString(text), arguments)
                : throw new ExpressionException($"The JavaScript failed: {name} would make a text of up to {length:0} characters; at most {LongestText:0} are allowed.");
        }
        texts.FastSetProperty(name, new PropertyDescriptor(new ClrFunction(engine, name, Call), writable: true, enumerable: false, configurable: true));
    }

    private static double Length(string name, string text, JsValue[] arguments) => name switch
    {
        "repeat" => arguments is [var count, ..] ? text.Length * Math.Max(0, Number(count)) : 0,
        "padStart" or "padEnd" => arguments is [var length, ..] ? Number(length) : 0,
        _ => arguments is [var pattern, var by, ..] && by is not Function ? Replaced(name, text, pattern, TypeConverter.ToString(by)) : 0,
    };

    private static double Number(JsValue value) => TypeConverter.ToNumber(value) is var number && double.IsNaN(number) ? 0 : number;

    /// <summary>At most: a match in every place, and what stands before and behind it put in by $` and $'.</summary>
    private static double Replaced(string name, string text, JsValue pattern, string by)
    {
        double matches = name == "replace" && !pattern.IsRegExp() ? 1 : pattern.IsRegExp() ? text.Length + 1 : text.Length / Math.Max(1, TypeConverter.ToString(pattern).Length) + 1;
        var around = by.Count(c => c is '`' or '\'');
        var groups = by.Count(c => c == '$');
        return text.Length + matches * (by.Length + around * (double)text.Length) + groups * (double)text.Length;
    }
}
