using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Agreements;

/// <summary>An agreement about one person as the coordinator typed it, with errors.</summary>
/// <param name="What"><c>mute:level</c>, <c>interval:3</c>, <c>sooner</c> or <c>limit:Strain:RisenBy</c>.</param>
/// <param name="Last">The last day on which it holds, as typed.</param>
/// <param name="Asked">The agreement that was typed; null while there are errors.</param>
public sealed record AgreementForm(
    string What,
    string Limit,
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

    public static AgreementForm Empty { get; } = new("", "", "", "", false, null, []);

    /// <summary>Every kind of finding that can be muted: all but a request to be called.</summary>
    public static IReadOnlyList<SignalKind> Mutable =>
        [.. WarningSigns.All.Select(sign => sign.Kind).Distinct().Where(kind => kind != SignalKind.Request).Order()];

    /// <summary>The limits that can be agreed for one person.</summary>
    public static IEnumerable<Limit> Limits => RuleSettings.Limits.Where(limit => limit.CanBeAgreed);

    /// <summary>The fields <c>afspraak</c>, <c>grens</c>, <c>totenmet</c>, <c>reden</c> and <c>bevestigd</c>.</summary>
    public static AgreementForm Read(IFormCollection form, DateOnly today)
    {
        var (what, limit, last) = (
            form["afspraak"].ToString(),
            form["grens"].ToString().Trim(),
            form["totenmet"].ToString().Trim()
        );
        var reason = Typed.Note(form, "reden");
        var errors = new List<FormError>();

        var asked = AskedOf(what, limit, errors);
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
        return new AgreementForm(what, limit, last, reason, form["bevestigd"] == "ja", complete, errors);
    }

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    private static Agreement? AskedOf(string what, string limit, List<FormError> errors)
    {
        if (Mutable.Select(kind => kind.Code()).FirstOrDefault(kind => what == "mute:" + kind) is { } muted)
            return new Agreement { Kind = AgreementKind.Mute, Subject = muted };
        if (LessOften.Choices.FirstOrDefault(months => what == "interval:" + Number(months)) is var interval and > 0)
            return new Agreement { Kind = AgreementKind.Interval, Value = interval };
        if (what == AgreementKind.Sooner.Code())
            return new Agreement { Kind = AgreementKind.Sooner };
        if (Limits.FirstOrDefault(one => what == "limit:" + one.Key) is not { } known)
        {
            errors.Add(new FormError("afspraak", "afspraak", Words["Error.Agreement"]));
            return null;
        }

        if (
            int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= known.Least
            && value <= known.HighestAgreed
        )
            return new Agreement
            {
                Kind = AgreementKind.Limit,
                Subject = known.Key,
                Value = value,
            };
        errors.Add(
            new FormError(
                "grens",
                "grens",
                Words[
                    "Error.WholeLimit",
                    ("van", Texts.Number(known.Least)),
                    ("tot", Texts.Number(known.HighestAgreed))
                ]
            )
        );
        return null;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
