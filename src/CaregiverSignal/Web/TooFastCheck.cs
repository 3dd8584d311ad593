using System.Globalization;

namespace CaregiverSignal.Web;

/// <summary>Whether a button behind an emailed link was clicked sooner than people can read its page: mail scanners
/// open each link, and may click the buttons too.</summary>
public static class TooFastCheck
{
    /// <summary>The field that says when the page was shown, in seconds since 1970.</summary>
    public const string Field = "om";

    /// <summary>Our choice: long enough to catch a bot, and so short that hardly anybody is asked twice.</summary>
    public const int Seconds = 3;

    /// <returns>False if the page gives no time, or a future one: clocks of nodes differ.</returns>
    public static bool Is(IFormCollection form, SiteTime time) => SecondsSince(form, time.Now) is >= 0 and < Seconds;

    /// <summary>How long ago the page was shown; null if it does not say.</summary>
    public static long? SecondsSince(IFormCollection form, DateTimeOffset now) =>
        long.TryParse(form[Field].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? now.ToUnixTimeSeconds() - at
            : null;

    public static IResult AskAgain(HttpContext context, IFormCollection form) =>
        new ConfirmPage(
            context.Request.Path + QueryString.Create(context.Request.Query.Where(entry => entry.Key == "handler")),
            PostedForm.ToSendAgain(form, without: Field)
        )
        {
            Status = StatusCodes.Status400BadRequest,
        };
}
