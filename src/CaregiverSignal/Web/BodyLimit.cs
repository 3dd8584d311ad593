using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace CaregiverSignal.Web;

/// <summary>Refuses a request body that is declared too large, with an answer that its sender can read.</summary>
public static class BodyLimit
{
    /// <summary>The most bytes that are read and discarded, so that a browser is still there to read the
    /// answer.</summary>
    /// <remarks>When a server hangs up in the middle of a body, a browser shows a broken connection instead of a
    /// page.</remarks>
    private const long MostThrownAway = 32 * 1024 * 1024;

    public static void UseBodyLimit(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
                if (!(context.Request.ContentLength > limit?.MaxRequestBodySize))
                {
                    await next();
                    return;
                }

                if (context.Request.ContentLength <= MostThrownAway && !limit.IsReadOnly)
                {
                    limit.MaxRequestBodySize = MostThrownAway;
                    await context.Request.Body.CopyToAsync(Stream.Null, CancellationToken.None);
                }

                throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
            }
        );
}

/// <summary>The most bytes that the forms of a page have.</summary>
/// <remarks>The framework's own attribute is a filter too, and warns of each form that was read before it.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LargestBodyAttribute(long bytes) : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
