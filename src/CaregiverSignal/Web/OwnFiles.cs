using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;

namespace CaregiverSignal.Web;

/// <summary>The program's embedded style sheets and scripts, the only ones that a page may use.</summary>
public static class OwnFiles
{
    private const string Folder = "Files.";

    public static IServiceCollection AddPacking(this IServiceCollection services) =>
        services.AddResponseCompression(options =>
        {
            (options.EnableForHttps, options.MimeTypes) = (true, ["text/html"]);
            options.Providers.Add<Brotli>();
        });

    /// <summary>Files are compressed once, since they hold no secret. The size of a compressed page can reveal its
    /// content to somebody who inserts their own words. So pages are compressed only with a session cookie, which
    /// browsers never send with another site's requests.</summary>
    /// <param name="brand">What precedes the style sheet of all pages, and the logo.</param>
    /// <param name="session">The name of that cookie, which is <see cref="SameSiteMode.Strict"/>.</param>
    public static void UseOwnFiles(this WebApplication app, string session, Brand brand)
    {
        var assembly = typeof(OwnFiles).Assembly;
        var files = assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(
                name => $"/{name[Folder.Length..]}",
                name => new Lazy<OwnFile>(() => OwnFile.Load(assembly, name, brand))
            );
        app.Use(
            (context, next) =>
                HttpMethods.IsGet(context.Request.Method)
                && files.TryGetValue(context.Request.Path.Value!, out var file)
                    ? file.Value.Send(context)
                    : next(context)
        );
        app.UseWhen(
            context => context.Request.Cookies.ContainsKey(session),
            signedIn => signedIn.UseResponseCompression()
        );
    }

    private sealed class Brotli : ICompressionProvider
    {
        public string EncodingName => "br";

        public bool SupportsFlush => true;

        public Stream CreateStream(Stream outputStream) =>
            new BrotliStream(outputStream, new BrotliCompressionOptions { Quality = 6 }, leaveOpen: true);
    }

    /// <param name="Packed">By HTTP encoding names, smallest first.</param>
    private sealed record OwnFile(string Type, string Tag, byte[] Bytes, (string Name, byte[] Bytes)[] Packed)
    {
        private const string OnlyForItsWriter = @"/\*.*?\*/|(?<=[{};]|[{;]\s*[\w-]+:)\s+|\s+(?=[{}])";

        private static readonly FileExtensionContentTypeProvider types = new();

        public static OwnFile Load(Assembly assembly, string name, Brand brand)
        {
            byte[] bytes = name switch
            {
                Folder + "site.css" => [.. Encoding.UTF8.GetBytes(brand.Sheet), .. Read(assembly, name)],
                Folder + "icon.svg" when brand.Mark is { } mark => Encoding.UTF8.GetBytes(mark),
                _ => Read(assembly, name),
            };
            return new(
                types.Mappings[Path.GetExtension(name)],
                Convert.ToHexString(SHA256.HashData(bytes))[..16],
                bytes,
                // A font is already compressed.
                name.EndsWith(".woff2", StringComparison.Ordinal)
                    ? []
                    :
                    [
                        ("br", Pack(bytes, to => new BrotliStream(to, CompressionLevel.SmallestSize))),
                        ("gzip", Pack(bytes, to => new GZipStream(to, CompressionLevel.SmallestSize))),
                    ]
            );
        }

        private static byte[] Read(Assembly assembly, string name)
        {
            using var held = new MemoryStream();
            using (var resource = assembly.GetManifestResourceStream(name)!)
                resource.CopyTo(held);
            var bytes = held.ToArray();
            return name.EndsWith(".css", StringComparison.Ordinal)
                ? Encoding.UTF8.GetBytes(
                    Regex.Replace(Encoding.UTF8.GetString(bytes), OnlyForItsWriter, "", RegexOptions.Singleline)
                )
                : bytes;
        }

        private static byte[] Pack(byte[] bytes, Func<Stream, Stream> packing)
        {
            using var packed = new MemoryStream();
            using (var to = packing(packed))
                to.Write(bytes);
            return packed.ToArray();
        }

        public Task Send(HttpContext context)
        {
            var takes = context.Request.Headers.AcceptEncoding.ToString();
            var (name, bytes) = Packed.FirstOrDefault(pair => takes.Contains(pair.Name, StringComparison.Ordinal));
            var headers = context.Response.Headers;
            (headers.CacheControl, headers.Vary, headers.ContentEncoding) = (
                "public, max-age=3600",
                "Accept-Encoding",
                name
            );
            return Results.Bytes(bytes ?? Bytes, Type, entityTag: new($"\"{Tag}{name}\"")).ExecuteAsync(context);
        }
    }
}
