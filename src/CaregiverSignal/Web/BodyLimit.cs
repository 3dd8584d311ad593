using Microsoft.AspNetCore.Http.Features;

namespace CaregiverSignal.Web;

/// <summary>Refuses a body that says it is too large, in a way that its sender hears of.</summary>
public static class BodyLimit
{
    /// <summary>Bytes read and thrown away at most, so that a browser is still there to read the answer.</summary>
    /// <remarks>
    /// A server that hangs up in the middle of a body shows people a broken connection instead of a page.
    /// </remarks>
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
                    await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                }

                throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
            }
        );
}
