using System.Reflection;

namespace CaregiverSignal.Web;

/// <summary>A script of our own, served by the program itself; few pages have one (docs/adr/0004).</summary>
/// <param name="resource">Its name among the embedded resources.</param>
public sealed class OwnScript(string resource)
{
    private readonly byte[] script = Read(resource);

    public IResult Serve(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Bytes(script, "text/javascript; charset=utf-8");
    }

    private static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
