using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Storage.Documents;
using Storage.Facts;

namespace Designer.Server.Hosting;

/// <summary>Turns the faults of a start that a person can mend into sentences; any other exception keeps its stack trace.</summary>
public static class StartFault
{
    public static string? Sentence(Exception fault) => fault switch
    {
        FactsUnavailableException or DocumentsUnavailableException => fault.Message,
        StartFaultException known => known.Message,
        OptionsValidationException rules => string.Join(Environment.NewLine, rules.Failures),
        IOException { InnerException: AddressInUseException } busy => $"{busy.Message} Choose another with --urls http://localhost:5001.",
        _ => null,
    };
}
