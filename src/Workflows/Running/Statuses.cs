namespace Workflows.Running;

/// <summary>Elsa's names.</summary>
public enum RunStatus { Running, Finished }

/// <summary>Elsa's names; Pending, Executing and Suspended belong to Running, the others to Finished.</summary>
public enum RunSubStatus { Pending, Executing, Suspended, Finished, Cancelled, Faulted }

/// <summary>Live: effects happen. Simulate: the same code with ports that keep everything in the house. Test: one chosen contact.</summary>
public enum RunMode { Live, Simulate }
