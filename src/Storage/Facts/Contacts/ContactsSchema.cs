namespace Storage.Facts.Contacts;

internal static class ContactsSchema
{
    // No primary keys and no indexes: DuckDB's cost memory and slow bulk loads, and its scans of one narrow column find a person among a million in a millisecond.
    // Identities are kept unique by the one writer. Instants are TIMESTAMP in UTC.
    public static FeatureSchema Feature { get; } = new(
        "contacts",
        [
            """
            CREATE SEQUENCE contact_ids;
            CREATE TABLE contact (
                id BIGINT NOT NULL, external_id VARCHAR, email VARCHAR, email_key VARCHAR, phone VARCHAR, first_name VARCHAR, last_name VARCHAR,
                language VARCHAR, time_zone VARCHAR, created_at TIMESTAMP NOT NULL, email_consent BOOLEAN, tags VARCHAR[] NOT NULL);
            CREATE TABLE attribute (ordinal INTEGER NOT NULL, name VARCHAR NOT NULL, type VARCHAR NOT NULL, label VARCHAR);
            CREATE TABLE event_kind (id SMALLINT NOT NULL, name VARCHAR NOT NULL);
            CREATE TABLE event (
                contact_id BIGINT NOT NULL, kind SMALLINT NOT NULL, "at" TIMESTAMP NOT NULL, total DOUBLE, id VARCHAR NOT NULL, key UBIGINT NOT NULL, properties JSON);
            CREATE TABLE consent (contact_id BIGINT NOT NULL, channel VARCHAR NOT NULL, given BOOLEAN NOT NULL, source VARCHAR NOT NULL, "at" TIMESTAMP NOT NULL);
            CREATE TABLE suppression (address VARCHAR NOT NULL, address_key VARCHAR NOT NULL, reason VARCHAR NOT NULL, "at" TIMESTAMP NOT NULL);
            CREATE TABLE score (contact_id BIGINT NOT NULL, name VARCHAR NOT NULL, value DOUBLE NOT NULL, "at" TIMESTAMP NOT NULL, model VARCHAR, reasons JSON);
            """,
        ])
    {
        // Suppressions stay: they are the record that this address must not be written to, and are kept by address for that purpose alone.
        Erase =
        [
            "DELETE FROM event WHERE contact_id = $contact",
            "DELETE FROM consent WHERE contact_id = $contact",
            "DELETE FROM score WHERE contact_id = $contact",
        ],
    };
}
