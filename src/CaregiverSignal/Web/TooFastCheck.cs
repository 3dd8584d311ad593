using System.Globalization;

namespace CaregiverSignal.Web;

/// <summary>Whether a button behind a mailed link was pressed sooner than a person reads its page: a program that
/// checks mail opens each link, and may press the buttons too.</summary>
public static class TooFastCheck
{
    /// <summary>The field that says when the page was shown, in seconds since 1970.</summary>
    public const string Field = "om";

    /// <summary>Our choice: long enough for a program, and short enough that hardly a person is asked twice.</summary>
    public const int Seconds = 3;

    /// <returns>False for a page that does not say when it was shown, or says a time to come: clocks of nodes
    /// differ.</returns>
    public static bool Is(IFormCollection form, SiteTime time) => SecondsSince(form, time.Now) is >= 0 and < Seconds;

    /// <summary>How long ago the page was shown; null for one that does not say it.</summary>
    public static long? SecondsSince(IFormCollection form, DateTimeOffset now) =>
        long.TryParse(form[Field].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? now.ToUnixTimeSeconds() - at
            : null;

    /// <summary>Asks to press once more, and does nothing yet.</summary>
    public static IResult AskAgain(HttpContext context, IFormCollection form) =>
        new ConfirmPage(
            context.Request.Path + QueryString.Create(context.Request.Query.Where(entry => entry.Key == "handler")),
            PostedForm.ToSendAgain(form, without: Field)
        )
        {
            Status = StatusCodes.Status400BadRequest,
        };
}
