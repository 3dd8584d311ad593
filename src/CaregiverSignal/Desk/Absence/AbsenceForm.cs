using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Absence;

/// <summary>A coordinator's absence and stand-in as typed, with errors.</summary>
/// <param name="Asked">Null while there are errors.</param>
public sealed record AbsenceForm(
    string From,
    string Last,
    string Deputy,
    AskedAbsence? Asked,
    IReadOnlyList<FormError> Errors
)
{
    /// <summary>A longer absence is a typing error, or needs another coordinator (our choice).</summary>
    public const int LongestDays = 366;

    private static readonly Texts Words = Texts.Of(typeof(AbsencePage));

    public static AbsenceForm Empty(DateOnly today) =>
        new(today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "", "", null, []);

    /// <summary>The fields <c>van</c>, <c>totenmet</c> and <c>wie</c>.</summary>
    /// <param name="colleagues">Who can be asked to stand in.</param>
    public static AbsenceForm Read(IFormCollection form, IReadOnlyList<Coordinator> colleagues, DateOnly today)
    {
        var (from, last, who) = (
            form["van"].ToString().Trim(),
            form["totenmet"].ToString().Trim(),
            form["wie"].ToString()
        );
        var deputy = colleagues.FirstOrDefault(one => Texts.Number(one.Id) == who);
        var (first, end) = (Typed.Day(from), Typed.Day(last));

        var errors = new List<FormError>();
        if (first is not { } begins || begins < today || begins > today.AddDays(LongestDays))
            errors.Add(new FormError("van", "van", Words["Error.From"]));
        if (end is not { } ends || ends < (first ?? today) || ends >= (first ?? today).AddDays(LongestDays))
            errors.Add(new FormError("totenmet", "totenmet", Words["Error.Last"]));
        if (deputy is null)
            errors.Add(new FormError("wie", "wie", Words["Error.Who"]));
        return new AbsenceForm(
            from,
            last,
            who,
            errors.Count == 0 ? new AskedAbsence(deputy!.Id, first!.Value, end!.Value.AddDays(1)) : null,
            errors
        );
    }

    /// <summary>The same where whoever was asked is away then too: nobody would look after anybody.</summary>
    /// <param name="absences">Of whoever was asked.</param>
    public AbsenceForm Unless(IEnumerable<Staff.Accounts.Absence> absences, string deputy) =>
        Asked is { } asked && absences.FirstOrDefault(one => one.Overlaps(asked.From, asked.Until)) is { } away
            ? this with
            {
                Asked = null,
                Errors =
                [
                    new FormError(
                        "wie",
                        "wie",
                        Words[
                            "Error.Away",
                            ("naam", deputy),
                            ("van", Texts.Day(away.FromOn)),
                            ("tot", Texts.Day(away.UntilOn.AddDays(-1)))
                        ]
                    ),
                ],
            }
            : this;
}

/// <param name="Until">The first day back.</param>
public sealed record AskedAbsence(long DeputyId, DateOnly From, DateOnly Until);
