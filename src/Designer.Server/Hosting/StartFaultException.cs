namespace Designer.Server.Hosting;

/// <summary>Why the server or a command cannot start, in a sentence for the person at the console: it is printed without a stack trace.</summary>
public sealed class StartFaultException : Exception
{
    public StartFaultException(string sentence)
        : base(sentence)
    {
    }

    public StartFaultException(string sentence, Exception cause)
        : base(sentence, cause)
    {
    }
}
