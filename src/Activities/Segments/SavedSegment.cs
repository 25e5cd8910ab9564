using Workflows.Segments;

namespace Activities.Segments;

/// <summary>A segment that somebody named, as it lies in the document store under its id. Rules refer to it by that id.</summary>
public sealed record SavedSegment(string Name, SegmentRule Rule);
