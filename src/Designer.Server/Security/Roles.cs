namespace Designer.Server.Security;

public static class Roles
{
    public const string Owner = "owner";
}
