namespace CaregiverSignal.Web;

/// <summary>What a page reads of the store, which says who reads it too: a service of one request, which looks once for
/// the page and for its language.</summary>
public interface IReaderLook
{
    /// <returns>Null where the address or the cookie is nobody's.</returns>
    Task<Caregiver?> ReaderOfAsync(HttpContext context, CancellationToken stop = default);
}

/// <summary>On a page that looks itself who reads it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReaderLookAttribute(Type look) : Attribute
{
    public IReaderLook In(HttpContext context) => (IReaderLook)context.RequestServices.GetRequiredService(look);
}
