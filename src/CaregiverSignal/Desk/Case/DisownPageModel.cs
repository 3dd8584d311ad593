using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Case.Who;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case;

/// <summary>The page on which a coordinator notes that answers are not the caregiver's.</summary>
/// <param name="Answered">Each check-in with answers, the newest first, by its number.</param>
/// <param name="Gone">What does not count now, the newest first.</param>
public sealed record DisownPageModel(
    StaffShell Shell,
    long CaregiverId,
    string Name,
    IReadOnlyList<(long Id, string Label)> Answered,
    IReadOnlyList<DisownedLine> Gone,
    DisownForm Typed
)
{
    public static readonly Texts Words = Texts.Of(typeof(DisownPage));

    /// <summary>What is asked once more; null while nothing can be done yet.</summary>
    public string? Confirm =>
        Typed.Errors.Count > 0 ? null : Answered.FirstOrDefault(one => one.Id == Typed.CheckIn).Label;

    public static DisownPageModel Of(
        Transaction transaction,
        StaffShell shell,
        Caregiver caregiver,
        DisownForm typed,
        SiteTime time
    )
    {
        var by = TypedInTable.OfCaregiver(transaction, caregiver.Id).ToDictionary(one => one.CheckInId);
        return new(
            shell,
            caregiver.Id,
            WhoModel.CalledAs(caregiver),
            [
                .. CheckInTable
                    .Of(transaction, caregiver.Id)
                    .Where(one => one.AnsweredAt is not null)
                    .Reverse()
                    .Select(one =>
                        (
                            one.Id,
                            by.TryGetValue(one.Id, out var entered)
                                ? Words[
                                    "TypedIn",
                                    ("dag", Texts.Day(entered.AnsweredOn)),
                                    ("naam", Plainly.Shown(entered.Coordinator))
                                ]
                                : Words["Filled", ("dag", Texts.Day(time.DayOf(one.AnsweredAt!.Value)))]
                        )
                    ),
            ],
            [.. DisownedTable.Of(transaction, caregiver.Id).Select(one => DisownedLine.Of(one, time))],
            typed
        );
    }
}

/// <summary>Answers that do not count.</summary>
/// <param name="Day">On which they were given.</param>
/// <param name="By">Who noted that, and when.</param>
/// <param name="CanBePutBack">Not once others stand in their place.</param>
public sealed record DisownedLine(long Id, string Day, string By, string Reason, bool CanBePutBack)
{
    public static DisownedLine Of(Disowned one, SiteTime time) =>
        new(
            one.Id,
            Texts.Day(time.DayOf(one.AnsweredAt)),
            DisownPageModel.Words[
                "By",
                ("dag", Texts.Day(time.DayOf(one.DisownedAt))),
                ("naam", Plainly.Shown(one.Coordinator))
            ],
            Plainly.Shown(one.Reason),
            one.CanBePutBack
        );
}
