using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Web;

/// <summary>A neutral page for every error, with the carers' centre's number and nothing from the request except the
/// words in a refused form.</summary>
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
                    // The program ended during the request: there is nothing left to answer or log with.
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
                // The sender left half-way. Without an abort the server reads on, and logs that it cannot.
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

    /// <remarks>A browser's restored tab or a saved address may request a form-only address as a page.</remarks>
    private static bool IsNoPage(HttpContext context) =>
        context.Response.StatusCode switch
        {
            // A form that no page of ours created.
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
        // The database is not asked who reads it, as it may be what is broken.
        context.Features.Set(new PageReader(language));
        using var spoken = Languages.Speak(language);
        // The browser says where a form came from: words from another site are not shown here.
        var isOfOurPage = context.Request.Headers["Sec-Fetch-Site"] == "same-origin";
        var words = MessagePage.Of(key);
        // People who gave no answers are not told that answers are lost.
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

    /// <summary>Whether it is a form other than those of staff, who may be about to sign in.</summary>
    private static bool IsFormOfAnswers(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && context.GetEndpoint()?.Metadata is { } known
        && known.GetMetadata<IAuthorizeData>() is null
        && known.GetMetadata<PageActionDescriptor>()?.RelativePath.Contains("/ForStaff/", StringComparison.Ordinal)
            is not true;

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed with {Kind}: {Where}")]
    private static partial void Failed(ILogger log, string kind, string? where);
}
