using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>The course of somebody's care, as the figure draws it.</summary>
/// <param name="Scores">All, oldest first.</param>
/// <param name="CheckIns">All, oldest first.</param>
/// <param name="Events">Oldest first.</param>
/// <param name="Helpers">Who helps, or helped, in any of their care.</param>
/// <param name="Help">All help that was proposed or arranged.</param>
/// <param name="Open">The open signal; null without one.</param>
/// <param name="Found">What was found of the open signal, newest first.</param>
public record CaseCourse(
    IReadOnlyList<StoredScore> Scores,
    IReadOnlyList<CheckIn> CheckIns,
    IReadOnlyList<CareEvent> Events,
    IReadOnlyList<Helper> Helpers,
    IReadOnlyList<ArrangedHelp> Help,
    Signal? Open,
    IReadOnlyList<StoredFinding> Found
)
{
    /// <summary>The newest finding of each sign of the open signal.</summary>
    public IReadOnlyList<StoredFinding> Newest => StoredFinding.NewestOfEach(Found);

    /// <summary>Of somebody as files name them; null when nobody is called so here.</summary>
    public static CaseCourse? Of(Database database, string person) =>
        database.Read(transaction =>
            CaregiverTable.ByPerson(transaction, person) is { Id: var id } ? Of(transaction, id) : null
        );

    /// <summary>For who shows nothing else of the case.</summary>
    internal static CaseCourse Of(Transaction transaction, long id)
    {
        var open = SignalTable.OpenOf(transaction, id);
        return new CaseCourse(
            ScoreTable.Of(transaction, id),
            CheckInTable.Of(transaction, id),
            EventTable.Of(transaction, id),
            [
                .. SituationTable
                    .Of(transaction, id)
                    .Where(caring => caring.Situation is not null)
                    .SelectMany(caring => HelperTable.Of(transaction, caring.Situation!)),
            ],
            HelpTable.Of(transaction, id),
            open,
            open is null ? [] : FindingTable.OfSignal(transaction, open.Id)
        );
    }
}
