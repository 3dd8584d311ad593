using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Web;

/// <summary>A neutral page for every error, with the support point's phone number and without a word of the request,
/// but the own words of a form that was refused.</summary>
public static partial class FaultPages
{
    public static void UseFaultPages(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("CaregiverSignal.Web.FaultPages");
        var due = new OnceAMinute(app.Services.GetRequiredService<TimeProvider>());
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await AnswerAsync(context, next);
                }
                catch (Exception) when (IsGone(app.Services))
                {
                    // The program ended while this was asked: nothing is left to answer or to log with.
                    context.Abort();
                }
            }
        );

        async Task AnswerAsync(HttpContext context, RequestDelegate next)
        {
            try
            {
                await next(context);
                if (!context.Response.HasStarted && IsNoPage(context))
                    await Show(
                        context,
                        context.Response.StatusCode == StatusCodes.Status400BadRequest ? "BadRequest" : "NotFound",
                        context.Response.StatusCode
                    );
            }
            catch (ConnectionResetException)
            {
                // Whoever sent a form went away half-way. Unless it is aborted, the server reads the rest, and logs
                // that it cannot.
                context.Abort();
            }
            catch (Exception error)
                when (!context.Response.HasStarted
                    && !context.RequestAborted.IsCancellationRequested
                    && !IsGone(app.Services)
                )
            {
                var (key, status) = Reading(error);
                var (kind, where) = (
                    error.GetType().Name,
                    error is StorageException ? error.Message : error.StackTrace
                );
                if (status >= 500 && due.IsDue(kind + where))
                    Failed(log, kind, where);
                context.Response.Headers.Connection =
                    status == StatusCodes.Status413PayloadTooLarge ? "close" : default;
                await Show(context, key, status);
            }
        }
    }

    /// <remarks>An address that only takes forms is asked for as a page by a browser that opens its tabs again, and by
    /// who kept the address.</remarks>
    private static bool IsNoPage(HttpContext context) =>
        context.Response.StatusCode switch
        {
            // A form that no page of ours made.
            StatusCodes.Status400BadRequest => true,
            StatusCodes.Status404NotFound => context.GetEndpoint() is null,
            StatusCodes.Status405MethodNotAllowed => HttpMethods.IsGet(context.Request.Method),
            _ => false,
        };

    private static bool IsGone(IServiceProvider services)
    {
        try
        {
            services.GetService<CurrentSettings>();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static (string Key, int Status) Reading(Exception error) =>
        error switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (
                "TooLarge",
                StatusCodes.Status413PayloadTooLarge
            ),
            BadHttpRequestException or AntiforgeryValidationException or InvalidDataException => (
                "BadRequest",
                StatusCodes.Status400BadRequest
            ),
            StorageException or System.Data.Common.DbException => (
                "StoreDown",
                StatusCodes.Status503ServiceUnavailable
            ),
            _ => ("Failed", StatusCodes.Status500InternalServerError),
        };

    private static async Task Show(HttpContext context, string key, int status)
    {
        var language = context.Features.Get<PageReader>()?.Language ?? Languages.Current;
        // Who reads it is not asked of the store, which may be what is broken.
        context.Features.Set(new PageReader(language));
        using var spoken = Languages.Speak(language);
        // A browser says where a form came from: no other site has its words shown here.
        var isOfOurPage = context.Request.Headers["Sec-Fetch-Site"] == "same-origin";
        var words = MessagePage.Of(key);
        // Nobody is told that answers are lost who gave none.
        if (key == "StoreDown" && !IsFormOfAnswers(context))
            words = words with { Paragraphs = MessagePage.Of("Failed").Paragraphs };
        Shown page =
            key == "NotFound"
                ? PageRoutes.NoPage(context, status)
                : words with
                {
                    Status = status,
                    TheirWords = isOfOurPage ? PostedForm.WordsIn(context) : "",
                };
        await page.ExecuteAsync(context);
    }

    /// <summary>Whether a form was sent that is not one of staff, who may be about to sign in.</summary>
    private static bool IsFormOfAnswers(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && context.GetEndpoint()?.Metadata is { } known
        && known.GetMetadata<IAuthorizeData>() is null
        && known.GetMetadata<PageActionDescriptor>()?.RelativePath.Contains("/ForStaff/", StringComparison.Ordinal)
            is not true;

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed with {Kind}: {Where}")]
    private static partial void Failed(ILogger log, string kind, string? where);
}
