using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;

namespace CaregiverSignal.Web;

/// <summary>The style sheets and scripts of the program's own, which are in it: the only ones that a page may have.</summary>
public static class OwnFiles
{
    /// <summary>They are packed, as they hold no secret that it gives away; a page may.</summary>
    public static IServiceCollection AddOwnFiles(this IServiceCollection services) =>
        services
            .AddResponseCompression(options =>
                (options.EnableForHttps, options.MimeTypes) = (true, ["text/css", "text/javascript"])
            )
            .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
            .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);

    public static void UseOwnFiles(this WebApplication app) =>
        app.UseResponseCompression()
            .UseStaticFiles(
                new StaticFileOptions
                {
                    FileProvider = new EmbeddedFileProvider(typeof(OwnFiles).Assembly, "Files"),
                    OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=3600",
                }
            );
}
