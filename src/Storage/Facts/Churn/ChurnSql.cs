namespace Storage.Facts.Churn;

/// <summary>The features of Activities.Churn.ChurnFeatures as one scan of the events, in the order of its names.</summary>
internal static class ChurnSql
{
    /// <summary>
    /// $cutoff, $ahead (end of the label's window), $everyone and $contacts. Kinds that a shop never reported have no row in event_kind and count as nothing.
    /// </summary>
    public const string Rows =
        """
        WITH kinds AS (SELECT id, name FROM event_kind WHERE name IN ('ordered', 'visited', 'viewed', 'returned', 'opened', 'clicked')),
        past AS (
            SELECT e.contact_id,
                count(*) FILTER (k.name = 'ordered') AS orders,
                min(e."at") FILTER (k.name = 'ordered') AS first_order,
                max(e."at") FILTER (k.name = 'ordered') AS last_order,
                count(*) FILTER (k.name = 'ordered' AND e."at" >= $cutoff - INTERVAL 90 DAY) AS orders_90,
                count(*) FILTER (k.name = 'ordered' AND e."at" < $cutoff - INTERVAL 90 DAY AND e."at" >= $cutoff - INTERVAL 180 DAY) AS orders_180,
                coalesce(sum(e.total) FILTER (k.name = 'ordered'), 0) AS spend,
                coalesce(sum(e.total) FILTER (k.name = 'ordered' AND e."at" >= $cutoff - INTERVAL 180 DAY), 0) AS spend_180,
                max(e."at") FILTER (k.name = 'visited') AS last_visit,
                count(*) FILTER (k.name = 'visited' AND e."at" >= $cutoff - INTERVAL 30 DAY) AS visits_30,
                count(*) FILTER (k.name = 'visited' AND e."at" < $cutoff - INTERVAL 30 DAY AND e."at" >= $cutoff - INTERVAL 90 DAY) AS visits_90,
                count(*) FILTER (k.name = 'viewed' AND e."at" >= $cutoff - INTERVAL 30 DAY) AS views_30,
                count(*) FILTER (k.name = 'returned' AND e."at" >= $cutoff - INTERVAL 180 DAY) AS returns_180,
                count(*) FILTER (k.name = 'opened' AND e."at" >= $cutoff - INTERVAL 90 DAY) AS opens_90,
                count(*) FILTER (k.name = 'clicked' AND e."at" >= $cutoff - INTERVAL 90 DAY) AS clicks_90,
                max(e."at") FILTER (k.name = 'opened') AS last_open,
                count(*) FILTER (k.name = 'ordered' AND json_extract_string(e.properties, '$.discount') = 'true') AS discounted
            FROM event e JOIN kinds k ON k.id = e.kind
            WHERE e."at" < $cutoff AND ($everyone OR e.contact_id IN (SELECT unnest($contacts)))
            GROUP BY e.contact_id),
        stayed AS (
            SELECT DISTINCT e.contact_id FROM event e JOIN kinds k ON k.id = e.kind
            WHERE k.name = 'ordered' AND e."at" >= $cutoff AND e."at" < $ahead),
        people AS (
            SELECT c.id, coalesce(c.language, '') AS language, coalesce(c.email_consent, false) AS consent,
                greatest(0, epoch($cutoff) - epoch(c.created_at)) / 86400 AS tenure, p.*
            FROM contact c LEFT JOIN past p ON p.contact_id = c.id
            WHERE CASE WHEN $everyone THEN p.last_order >= $cutoff - INTERVAL 365 DAY ELSE c.id IN (SELECT unnest($contacts)) END),
        gaps AS (
            SELECT *, coalesce(orders, 0) AS n,
                coalesce((epoch($cutoff) - epoch(last_order)) / 86400, tenure) AS since_order,
                CASE WHEN orders >= 2 THEN (epoch(last_order) - epoch(first_order)) / 86400 / (orders - 1) ELSE tenure END AS gap
            FROM people)
        SELECT id, language, id IN (SELECT contact_id FROM stayed) AS stayed,
            since_order, n, coalesce(orders_90, 0), coalesce(orders_180, 0), coalesce(spend, 0), coalesce(spend_180, 0),
            CASE WHEN n = 0 THEN 0 ELSE spend / n END, gap, since_order / greatest(1, gap),
            coalesce((epoch($cutoff) - epoch(last_visit)) / 86400, tenure), CASE WHEN last_visit IS NULL THEN 0 ELSE 1 END,
            coalesce(visits_30, 0), coalesce(visits_90, 0), coalesce(views_30, 0), coalesce(returns_180, 0), coalesce(opens_90, 0), coalesce(clicks_90, 0),
            coalesce((epoch($cutoff) - epoch(last_open)) / 86400, tenure), CASE WHEN last_open IS NULL THEN 0 ELSE 1 END,
            CASE WHEN n = 0 THEN 0 ELSE discounted / n END, tenure, CASE WHEN consent THEN 1 ELSE 0 END
        FROM gaps ORDER BY id
        """;
}
