using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>When somebody of the staff wants the digest, as typed: an hour and days of the week.</summary>
/// <param name="Hour">Empty: the hour of the support point.</param>
/// <param name="Days">The codes of the chosen days, 1 for Monday.</param>
public sealed record DigestForm(string Hour, IReadOnlyList<string> Days)
{
    private static readonly Texts Words = OwnAccountPageModel.Words;

    private static readonly IReadOnlyList<string> AllDays = [.. DigestTime.Weekdays.Select(DigestTime.CodeOf)];

    /// <summary>The hour and its words; the first is that of the support point.</summary>
    public IReadOnlyList<(string Value, string Label)> Hours { get; init; } = [];

    public static IReadOnlyList<(string Value, string Label)> DayChoices =>
        [.. DigestTime.Weekdays.Select(day => (DigestTime.CodeOf(day), Texts.Dutch.DateTimeFormat.GetDayName(day)))];

    public static DigestForm Of(Coordinator account, FollowUpSettings followUp) =>
        new(
            account.DigestHour?.ToString(CultureInfo.InvariantCulture) ?? "",
            [.. DigestTime.Of(account, followUp).Days.Select(DigestTime.CodeOf)]
        )
        {
            Hours = HoursOf(followUp),
        };

    /// <summary>The fields <c>uur</c> and <c>dag</c>.</summary>
    public static DigestForm Read(IFormCollection form, FollowUpSettings followUp) =>
        new(form["uur"].ToString(), [.. form["dag"].OfType<string>().Where(AllDays.Contains).Distinct().Order()])
        {
            Hours = HoursOf(followUp),
        };

    /// <returns>Null when it can be stored.</returns>
    public FormError? Fault() =>
        !Hours.Any(one => one.Value == Hour) ? new FormError("uur", "uur", Words["Digest.Error.Hour"])
        : Days.Count == 0 ? new FormError("dag", "dag-1", Words["Digest.Error.Days"])
        : null;

    /// <summary>Null: as the settings say.</summary>
    public int? StoredHour => Hour.Length == 0 ? null : int.Parse(Hour, CultureInfo.InvariantCulture);

    /// <summary>Null: each working day.</summary>
    public string? StoredDays => Days.Count == AllDays.Count ? null : string.Concat(Days);

    private static List<(string, string)> HoursOf(FollowUpSettings followUp) =>
        [
            ("", Words["Digest.Usual", ("uur", followUp.DigestAt.ToString("H.mm", Texts.Dutch))]),
            .. Enumerable
                .Range(DigestTime.FirstHour, DigestTime.LastHour - DigestTime.FirstHour + 1)
                .Select(hour =>
                    (hour.ToString(CultureInfo.InvariantCulture), Words["Digest.Hour", ("uur", Texts.Number(hour))])
                ),
        ];
}
