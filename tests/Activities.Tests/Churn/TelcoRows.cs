using Activities.Churn;
using Testing;

namespace Activities.Tests.Churn;

/// <summary>IBM's Telco customers (shared/data), one-hot encoded: real churn that nobody here invented.</summary>
internal static class TelcoRows
{
    public static IReadOnlyList<ChurnRow> Read()
    {
        var lines = File.ReadAllLines(SharedData.Path("telco.dev.csv"));
        var header = lines[0].TrimStart('\uFEFF').Split(',');
        var rows = lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).ToList();
        var churn = Array.IndexOf(header, "Churn");
        string[] numeric = ["tenure", "MonthlyCharges", "TotalCharges", "SeniorCitizen"];
        var encoders = new List<Func<string[], float>>();
        foreach (var (name, column) in header.Select((h, i) => (h, i)).Where(h => h.h is not ("customerID" or "Churn")))
        {
            if (numeric.Contains(name))
                encoders.Add(r => float.TryParse(r[column], System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : 0);
            else
                encoders.AddRange(rows.Select(r => r[column]).Distinct().Order(StringComparer.Ordinal).Select(v => (Func<string[], float>)(r => r[column] == v ? 1 : 0)));
        }
        return [.. rows.Select((r, i) => new ChurnRow(i, [.. encoders.Select(e => e(r))], r[churn].Trim('\r') == "Yes", "all"))];
    }
}
