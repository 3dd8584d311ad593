using System.Reflection;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>The one script, served by the program itself: see passkey.js.</summary>
public sealed class PasskeyScript
{
    private readonly byte[] script = Read();

    public IResult Serve(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Bytes(script, "text/javascript; charset=utf-8");
    }

    private static byte[] Read()
    {
        using var stream = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream("CaregiverSignal.Staff.SignIn.passkey.js")!;
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
