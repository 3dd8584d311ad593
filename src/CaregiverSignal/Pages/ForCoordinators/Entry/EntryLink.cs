using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Pages.ForCoordinators.Entry;

/// <summary>A case page's link to a check-in that can be typed in now.</summary>
public sealed record EntryLink(string Path, string Text)
{
    /// <summary>How many are shown unfolded: the open one and the newest that closed.</summary>
    public const int Shown = 2;

    /// <summary>The open check-in, then those that closed unanswered and still accept paper, newest first.</summary>
    public static IReadOnlyList<EntryLink> Of(Caregiver caregiver, IReadOnlyList<CheckIn> checkIns, SiteTime time) =>
        [
            .. checkIns
                .Select(checkIn =>
                    (CheckIn: checkIn, Window: EntryRules.WindowOf(checkIn, caregiver.Status, time.Today))
                )
                .Where(pair => pair.Window is EntryWindow.Open or EntryWindow.Late)
                .OrderBy(pair => pair.Window)
                .ThenByDescending(pair => pair.CheckIn.AskedOn)
                .Select(pair => new EntryLink(
                    EntryModel.PathOf(caregiver.Id, pair.CheckIn.Id),
                    EntryModel.Words[
                        "Link",
                        ("voornaam", DisplayText.Visible(caregiver.FirstName ?? caregiver.Person)),
                        ("dag", Texts.Day(pair.CheckIn.AskedOn))
                    ]
                )),
        ];
}
