using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CaregiverSignal.Web;

/// <summary>A page as the answer to a request: rendered whole, and sent at once with its length.</summary>
/// <remarks>
/// The framework's own result is made for pages that are sent in parts and go on in the browser, which ours never are;
/// that costs a tenth of a large page.
/// </remarks>
internal sealed class PageResult<TPage>(object model, int status) : IResult, IStatusCodeHttpResult
    where TPage : IComponent
{
    private const string ContentType = "text/html; charset=utf-8";

    /// <summary>What most pages fit in, in letters.</summary>
    private const int Usual = 8 * 1024;

    public int? StatusCode => status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var html = new StringWriter(new StringBuilder(Usual), CultureInfo.InvariantCulture);
        var services = httpContext.RequestServices;
        services.GetRequiredService<RequestTokens>().Request = httpContext;
        await RenderAsync(services, html);

        var text = html.GetStringBuilder();
        var octets = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encode(text, octets);
            var response = httpContext.Response;
            (response.StatusCode, response.ContentType, response.ContentLength) = (status, ContentType, length);
            await response.Body.WriteAsync(octets.AsMemory(0, length));
        }
        finally
        {
            // A page holds names and answers.
            ArrayPool<byte>.Shared.Return(octets, clearArray: true);
        }
    }

    private async Task RenderAsync(IServiceProvider services, TextWriter html)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var values = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Model"] = model });
            var page = await renderer.RenderComponentAsync<TPage>(values);
            page.WriteHtmlTo(html);
        });
    }

    private static int Encode(StringBuilder text, byte[] octets)
    {
        // One encoder for all of it: a sign of two letters may lie across two chunks.
        var encoder = Encoding.UTF8.GetEncoder();
        var length = 0;
        foreach (var chunk in text.GetChunks())
            length += encoder.GetBytes(chunk.Span, octets.AsSpan(length), flush: false);
        return length + encoder.GetBytes([], octets.AsSpan(length), flush: true);
    }
}
