using DuckDB.NET.Data;

namespace Storage.Facts.Simulations;

/// <summary>What becomes of a simulated run's rows when its people move on, and when it is old.</summary>
internal static class SimulatedRows
{
    /// <summary>What was written of the people who now stand in another run goes with them.</summary>
    public static void Move(DuckDBConnection connection, long from, long into)
    {
        connection.Execute("INSERT INTO simulated_attribute SELECT $into, name, type, label FROM simulated_attribute WHERE run = $run", ("run", from), ("into", into));
        foreach (var table in SimulationsSchema.AboutPeople)
            connection.Execute($"UPDATE {table} SET run = $into WHERE run = $run AND contact_id IN (SELECT contact FROM run_place WHERE run = $into)", ("run", from), ("into", into));
    }

    public static void Forget(DuckDBConnection connection, DateTimeOffset finishedBefore)
    {
        foreach (var table in SimulationsSchema.AboutPeople.Append("simulated_attribute"))
            connection.Execute($"DELETE FROM {table} WHERE run IN (SELECT no FROM run WHERE mode = 'Simulate' AND finished_at < $before)", ("before", finishedBefore.UtcDateTime));
    }
}
