namespace Benchmarks;

/// <summary>One question, asked as a rule and as the SQL that somebody who knows the tables would write.</summary>
internal sealed record SegmentQuestion(string Name, string Rule, string Sql)
{
    public static IReadOnlyList<SegmentQuestion> All(DateTimeOffset now)
    {
        string Ago(int days) => $"TIMESTAMP '{SegmentAudience.Text(now.AddDays(-days))}'";
        return
        [
            new(
                "win back: consented, ordered twice, not lately",
                """{"all":[{"consent":"email"},{"event":"ordered","count":{"min":2}},{"not":{"event":"ordered","withinDays":100}}]}""",
                $"""
                SELECT id FROM contact WHERE email_consent AND email_key NOT IN (SELECT address_key FROM suppression)
                AND id IN (SELECT contact_id FROM event WHERE kind = 3 GROUP BY contact_id HAVING count(*) >= 2)
                AND id NOT IN (SELECT contact_id FROM event WHERE kind = 3 AND "at" >= {Ago(100)})
                """),
            new(
                "five conditions",
                """
                {"all":[{"consent":"email"},{"attribute":"country","is":"OneOf","value":["DE","FR"]},{"attribute":"age","is":"Between","value":[25,60]},
                {"event":"ordered","withinDays":200,"where":[{"property":"total","is":"AtLeast","value":50}]},{"event":"visited","withinDays":90}]}
                """,
                $"""
                SELECT id FROM contact WHERE email_consent AND email_key NOT IN (SELECT address_key FROM suppression) AND a1 IN ('DE', 'FR') AND a2 BETWEEN 25 AND 60
                AND id IN (SELECT contact_id FROM event WHERE kind = 3 AND "at" >= {Ago(200)} AND total >= 50)
                AND id IN (SELECT contact_id FROM event WHERE kind = 1 AND "at" >= {Ago(90)})
                """),
            new(
                "either, or",
                """{"any":[{"tag":"vip"},{"all":[{"attribute":"country","is":"Equal","value":"CN"},{"event":"opened","count":{"min":3},"withinDays":365}]}]}""",
                $"""
                SELECT id FROM contact WHERE list_contains(tags, 'vip')
                OR (a1 = 'CN' AND id IN (SELECT contact_id FROM event WHERE kind = 4 AND "at" >= {Ago(365)} GROUP BY contact_id HAVING count(*) >= 3))
                """),
            new("one country", """{"attribute":"country","is":"Equal","value":"US"}""", "SELECT id FROM contact WHERE a1 = 'US'"),
        ];
    }
}
