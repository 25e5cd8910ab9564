using Activities.Contacts;
using Designer.Server.Hosting;

namespace Designer.Server.Contacts;

public static class ContactsSetup
{
    public static IServiceCollection AddContacts(this IServiceCollection services) =>
        services.MapProblem<AttributeTypeException>(StatusCodes.Status400BadRequest).MapProblem<EventKindException>(StatusCodes.Status400BadRequest);
}
