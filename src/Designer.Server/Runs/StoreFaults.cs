using Storage.Documents;
using Storage.Facts;

namespace Designer.Server.Runs;

/// <summary>Faults that are neither the flow's nor the server's: the data folder takes nothing. The run waits for it instead of blaming a step.</summary>
internal static class StoreFaults
{
    public static bool Holds(Exception fault) => fault is FactsUnavailableException or DocumentsUnavailableException;
}
