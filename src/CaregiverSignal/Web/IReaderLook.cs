namespace CaregiverSignal.Web;

/// <summary>A request-scoped service that reads a page's data, and from it who reads the page.</summary>
public interface IReaderLook
{
    /// <returns>Null if the address or cookie belongs to nobody.</returns>
    Task<Caregiver?> ReaderOfAsync(HttpContext context, CancellationToken stop = default);
}

/// <summary>Marks a page that finds out for itself who reads it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReaderLookAttribute(Type look) : Attribute
{
    public IReaderLook In(HttpContext context) => (IReaderLook)context.RequestServices.GetRequiredService(look);
}
