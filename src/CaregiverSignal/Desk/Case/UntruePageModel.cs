using CaregiverSignal.Desk.Case.Who;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>The page on which a coordinator notes that what a professional told is not so.</summary>
/// <param name="Told">What counts now, by its number, what was told last first.</param>
/// <param name="Mine">What the reader found not to be so today, and can take back.</param>
/// <param name="Ended">
/// That aftercare began after it, as the label of the box that takes that back too; null when there is nothing of that.
/// </param>
public sealed record UntruePageModel(
    StaffShell Shell,
    long CaregiverId,
    string Name,
    IReadOnlyList<(long Id, string Label)> Told,
    IReadOnlyList<(long Id, string Label)> Mine,
    string? Ended,
    UntrueForm Typed
)
{
    public static readonly Texts Words = Texts.Of(typeof(UntruePage));

    /// <summary>
    /// What is chosen: the only one where nothing was sent yet, and else what was sent; zero for none.
    /// </summary>
    public long Chosen =>
        Typed.Errors.Count == 0 && Told.Count == 1 ? Told[0].Id : Told.FirstOrDefault(one => one.Id == Typed.Event).Id;

    /// <summary>What was told, to choose from: a list that opens would cut it off on a telephone.</summary>
    public IEnumerable<(string Value, string Label)> Choices => Told.Select(one => (Texts.Number(one.Id), one.Label));

    /// <summary>Whether a professional told it and it counts.</summary>
    public static bool Has(CareEvent one) => one is { ConsentId: not null, IsUntrue: false };

    /// <summary>
    /// Whether care ended on a coordinator's word after a professional told it, and nobody else told it, so that taking
    /// the one back asks after the other.
    /// </summary>
    public static bool Follows(Caregiver caregiver, CareEvent? ended, CareEvent told, IEnumerable<CareEvent> events) =>
        caregiver.Status == CaregiverStatus.Aftercare
        && ended is { ReportedBy: ReportedBy.Coordinator }
        && ended.Kind == told.Kind
        && ended.RecordedAt >= told.RecordedAt
        && !events.Any(one => one.IsTold && one.Kind == told.Kind && one.Id != told.Id);

    public static UntruePageModel Of(
        Transaction transaction,
        StaffShell shell,
        Caregiver caregiver,
        UntrueForm typed,
        long readerId,
        SiteTime time
    )
    {
        var events = EventTable.WithConfided(transaction, caregiver.Id);
        var told = events.Where(Has).OrderByDescending(one => one.RecordedAt).ToList();
        var ended = EndedCare.Of(transaction, caregiver.Id);
        var name = WhoModel.CalledAs(caregiver);
        return new(
            shell,
            caregiver.Id,
            name,
            [.. told.Select(one => (one.Id, LabelOf(one)))],
            [.. events.Where(one => LifeChange.MayFindTrue(one, readerId, time)).Select(one => (one.Id, LabelOf(one)))],
            told.Any(one => Follows(caregiver, ended, one, events)) ? Words["Ended", ("naam", name)] : null,
            typed with
            {
                Errors =
                [
                    .. typed.Errors.Select(error =>
                        error.Field == UntrueForm.What && told.Count > 0
                            ? error with
                            {
                                Target = $"{UntrueForm.What}-{Texts.Number(told[0].Id)}",
                            }
                            : error
                    ),
                ],
            }
        );
    }

    /// <summary>
    /// Says that an open signal came of it too; null when it did not, or when something else of that day counts.
    /// </summary>
    /// <param name="found">Of the open signal.</param>
    public static string? NoticeOf(IReadOnlyList<CareEvent> events, IReadOnlyList<StoredFinding> found) =>
        events
            .Where(one =>
                one is { IsUntrue: true, OffPage: false }
                && found.Any(finding => finding.Kind == SignalKind.Event && finding.RestsOn == one.HappenedOn)
                && !events.Any(other => Counts(other) && other.HappenedOn == one.HappenedOn)
            )
            .Select(one => Words["StillOpen", ("wat", EventWords.Of(one.Kind)), ("dag", Texts.Day(one.HappenedOn))])
            .FirstOrDefault();

    private static bool Counts(CareEvent one) =>
        one is { IsUntrue: false, OffPage: false, IsUnconfirmed: false } && LifeChange.All.Contains(one.Kind);

    /// <summary>With what was said of it: two of a kind on one day differ in nothing else.</summary>
    private static string LabelOf(CareEvent one)
    {
        var label = Words[
            "Label",
            ("wat", EventWords.Capital(one.Kind)),
            ("dag", Texts.Day(one.HappenedOn)),
            ("naam", Plainly.Shown(one.ToldBy ?? ""))
        ];
        return one.Note.Length == 0 ? label : $"{label}: {Plainly.Short(Plainly.Shown(one.Note))}";
    }
}

/// <summary>What a coordinator typed on that page.</summary>
/// <param name="Event">Zero while none is chosen.</param>
/// <param name="AndAftercare">Whether aftercare that began after it ends too.</param>
public sealed record UntrueForm(long Event, string Reason, bool AndAftercare, IReadOnlyList<FormError> Errors)
{
    public const string What = "wat";
    public const string Why = "reden";
    public const string Aftercare = "nazorg";

    public static readonly UntrueForm Empty = new(0, "", false, []);

    /// <summary>The same where what was chosen does not count any more.</summary>
    public UntrueForm Gone() =>
        this with
        {
            Event = 0,
            Errors = [new FormError(What, What, UntruePageModel.Words["Error.Gone"])],
        };

    public static UntrueForm Read(IFormCollection form)
    {
        var (what, reason) = (CasePages.NumberIn(form, What), Typed.Note(form, Why));
        FormError? which = what == 0 ? new(What, What, UntruePageModel.Words["Error.Which"]) : null;
        FormError? why = reason.Length == 0 ? new(Why, Why, UntruePageModel.Words["Error.Why"]) : null;
        return new(
            what,
            reason,
            form[Aftercare] == "ja",
            [.. new[] { which, why, Typed.TooLong(reason, Why) }.OfType<FormError>()]
        );
    }

    public string? ErrorOf(string field) => FormError.Of(field, Errors);
}
