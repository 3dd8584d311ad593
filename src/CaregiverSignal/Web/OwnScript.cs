using System.Reflection;

namespace CaregiverSignal.Web;

/// <summary>
/// A script of the program's own, served by itself: the only kind that a page may have.
/// </summary>
/// <param name="place">Where it stands in the source: <c>Staff.SignIn.passkey.js</c>.</param>
public sealed class OwnScript(string place)
{
    private readonly byte[] script = Read(place);

    public IResult Serve(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Bytes(script, "text/javascript; charset=utf-8");
    }

    private static byte[] Read(string place)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("CaregiverSignal." + place)!;
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
