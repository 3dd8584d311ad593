using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Desk.Case;

/// <summary>The help of a caregiver in short, with the way to its page.</summary>
/// <param name="Lines">One for each that is open.</param>
/// <param name="Known">All help, also what is over: what did not work out is not offered again.</param>
public sealed record HelpModel(string Path, IReadOnlyList<string> Lines, IReadOnlyList<ArrangedHelp> Known)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>Whether help of a group is open, so that its own line says how it stands.</summary>
    public bool Follows(HelpGroup group) => Known.Any(one => one.IsOpen && HelpKinds.GroupOf(one.Kind) == group);

    public static HelpModel Of(Transaction transaction, Caregiver caregiver, DateOnly today)
    {
        var (caregiverId, isAfterCare) = (caregiver.Id, EndedCare.IsOver(transaction, caregiver));
        var known = HelpTable.Of(transaction, caregiverId);
        return new HelpModel(
            $"/zaak/{Texts.Number(caregiverId)}/hulp",
            [
                .. known
                    .Where(one => one.IsOpen)
                    .Select(one =>
                        Words[
                            one.NextOn < today ? "Help.Late" : "Help.Line",
                            ("hulp", HelpWords.NameOf(one.Kind)),
                            ("stand", HelpWords.StateOf(one.Step)),
                            ("dag", Texts.Day(one.NextOn!.Value))
                        ] + (isAfterCare ? " " + HelpWords.AfterCare(one.Kind) : "")
                    ),
            ],
            known
        );
    }
}
