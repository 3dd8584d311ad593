using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Agreements;

/// <summary>An agreement about one person as the coordinator typed it, with errors.</summary>
/// <param name="What"><c>mute:level</c>, <c>interval:3</c> or <c>sooner</c>.</param>
/// <param name="Last">The last day on which it holds, as typed.</param>
/// <param name="Asked">The agreement that was typed; null while there are errors.</param>
public sealed record AgreementForm(
    string What,
    string Last,
    string Reason,
    bool IsConfirmed,
    Agreement? Asked,
    IReadOnlyList<FormError> Errors
)
{
    /// <summary>The most days for which a kind may be muted: a month, as nurses could in lesson L-61.</summary>
    public const int LongestMute = 30;

    private static readonly Texts Words = AgreementsModel.Words;

    public static AgreementForm Empty { get; } = new("", "", "", false, null, []);

    /// <summary>Every kind of finding that can be muted: all but a request to be called.</summary>
    public static IReadOnlyList<SignalKind> Mutable =>
        [.. WarningSigns.All.Select(sign => sign.Kind).Distinct().Where(kind => kind != SignalKind.Request).Order()];

    /// <summary>The fields <c>afspraak</c>, <c>totenmet</c>, <c>reden</c> and <c>bevestigd</c>.</summary>
    public static AgreementForm Read(IFormCollection form, DateOnly today)
    {
        var (what, last) = (form["afspraak"].ToString(), form["totenmet"].ToString().Trim());
        var reason = Typed.Note(form, "reden");
        var errors = new List<FormError>();

        var asked = AskedOf(what);
        if (asked is null)
            errors.Add(new FormError("afspraak", "afspraak", Words["Error.Agreement"]));
        var latest =
            asked?.Kind == AgreementKind.Mute ? today.AddDays(LongestMute) : today.AddMonths(LessOften.LongestMonths);
        var day = Typed.Day(last);
        if (day is null || day <= today || day > latest)
            errors.Add(new FormError("totenmet", "totenmet", Words["Error.Until", ("dag", Texts.Day(latest))]));
        if (reason.Length == 0)
            errors.Add(new FormError("reden", "reden", Words["Error.Reason"]));
        if (Typed.TooLong(reason, "reden") is { } tooLong)
            errors.Add(tooLong);
        var complete =
            errors.Count > 0 ? null : asked! with { Reason = reason, FromOn = today, UntilOn = day!.Value.AddDays(1) };
        return new AgreementForm(what, last, reason, form["bevestigd"] == "ja", complete, errors);
    }

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    private static Agreement? AskedOf(string what)
    {
        if (Mutable.Select(kind => kind.Code()).FirstOrDefault(kind => what == "mute:" + kind) is { } muted)
            return new Agreement { Kind = AgreementKind.Mute, Subject = muted };
        if (LessOften.Choices.FirstOrDefault(months => what == "interval:" + Number(months)) is var interval and > 0)
            return new Agreement { Kind = AgreementKind.Interval, Value = interval };
        return what == AgreementKind.Sooner.Code() ? new Agreement { Kind = AgreementKind.Sooner } : null;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
