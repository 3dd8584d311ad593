using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace CaregiverSignal.Web;

/// <summary>Refuses a request body declared too large, with an answer that its sender can read.</summary>
public static class BodyLimit
{
    /// <summary>The most bytes read and discarded, so that the browser is still there for the answer.</summary>
    /// <remarks>If a server hangs up during a body, a browser shows a broken connection instead of a page.</remarks>
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

/// <remarks>The framework's own attribute is also a filter, and warns about each form read before it.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LargestBodyAttribute(long bytes) : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
