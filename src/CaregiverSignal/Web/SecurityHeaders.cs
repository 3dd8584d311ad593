namespace CaregiverSignal.Web;

/// <summary>Adds security headers to every response, and allows only the methods that pages use.</summary>
public static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Lets the page of a request run the program's own script; no other page has any.</summary>
    public static void AllowOwnScript(HttpContext context) =>
        context.Response.Headers.ContentSecurityPolicy =
            context.Response.Headers.ContentSecurityPolicy + "; script-src 'self'";

    public static void UseSecurityHeaders(this WebApplication app, bool https) =>
        app.Use(
            async (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                headers["X-Robots-Tag"] = "noindex";
                headers.CacheControl = "no-store";
                if (https)
                    headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";

                if (context.Request.Method is not ("GET" or "HEAD" or "POST"))
                {
                    context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                    return;
                }

                await next();
            }
        );
}
