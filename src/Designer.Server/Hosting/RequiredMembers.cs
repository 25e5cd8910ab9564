using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Designer.Server.Hosting;

/// <summary>
/// A request that leaves out, or sets to null, what its contract declares as never null is unreadable (400, with the member's name) instead of a fault deep in a
/// feature. Values keep their defaults, and nothing changes for what the server writes.
/// </summary>
public static class RequiredMembers
{
    public static void Apply(JsonSerializerOptions options)
    {
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Require);
    }

    private static void Require(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in type.Properties)
        {
            property.IsGetNullable |= !property.PropertyType.IsValueType;
            property.IsRequired |= property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false, ParameterType.IsValueType: false };
        }
    }
}
