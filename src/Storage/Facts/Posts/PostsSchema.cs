namespace Storage.Facts.Posts;

internal static class PostsSchema
{
    public static FeatureSchema Feature { get; } = new("posts",
    [
        """
        CREATE TABLE posts (
            id VARCHAR NOT NULL, run_id VARCHAR NOT NULL, activity_id VARCHAR NOT NULL, visit INTEGER NOT NULL, workflow_name VARCHAR NOT NULL,
            text VARCHAR NOT NULL, language VARCHAR NOT NULL, account VARCHAR, state VARCHAR NOT NULL, url VARCHAR, fault VARCHAR, posted_at TIMESTAMP NOT NULL)
        """,
    ]);
}
