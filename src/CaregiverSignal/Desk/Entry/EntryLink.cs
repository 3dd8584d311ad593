using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Entry;

/// <summary>A link on a case page to a check-in that can be typed in now.</summary>
public sealed record EntryLink(string Path, string Text)
{
    /// <summary>The open check-in first, then the one that closed unanswered and still accepts paper.</summary>
    /// <param name="checkIns">All of one caregiver.</param>
    public static IReadOnlyList<EntryLink> Of(
        Transaction transaction,
        Caregiver caregiver,
        IReadOnlyList<CheckIn> checkIns,
        SiteTime time
    ) =>
        [
            .. checkIns
                .Where(one => one.AnsweredAt is null)
                .Select(one =>
                    (CheckIn: one, Window: Entering.WindowOf(one, caregiver.Status, checkIns, false, time.Today))
                )
                .Where(one =>
                    one.Window == EntryWindow.Open
                    || (
                        one.Window == EntryWindow.Late
                        && ResponseTable.OfCheckIn(transaction, one.CheckIn.Id).Count == 0
                    )
                )
                .OrderBy(one => one.Window)
                .ThenByDescending(one => one.CheckIn.AskedOn)
                .Select(one => new EntryLink(
                    EntryEndpoints.PathOf(caregiver.Id, one.CheckIn.Id),
                    EntryPageModel.Words[
                        "Link." + one.Window,
                        ("voornaam", Plainly.Shown(caregiver.FirstName ?? caregiver.Person)),
                        ("dag", Texts.Day(one.CheckIn.AskedOn))
                    ]
                )),
        ];
}
