using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>The course of a caregiver's care, as the figure draws it.</summary>
/// <param name="Scores">All, oldest first.</param>
/// <param name="CheckIns">All, oldest first.</param>
/// <param name="Events">Oldest first.</param>
/// <param name="Helpers">Who helps, or helped, in any of their care.</param>
/// <param name="Help">All help that was proposed or arranged.</param>
/// <param name="Found">The findings of the open signal, newest first.</param>
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

    /// <summary>By the person's code in files; null if no such person exists.</summary>
    public static Task<CaseCourse?> OfAsync(Database database, string person, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await CaregiverTable.ByPerson(transaction, person) is { Id: var id } ? await Of(transaction, id) : null,
            stop
        );

    /// <summary>For a reader that shows nothing else of the case.</summary>
    internal static async Task<CaseCourse> Of(Transaction transaction, long id)
    {
        var open = await SignalTable.OpenOf(transaction, id);
        return new CaseCourse(
            await ScoreTable.Of(transaction, id),
            await CheckInTable.Of(transaction, id),
            await EventTable.Of(transaction, id),
            await HelperTable.OfCaregiver(transaction, id),
            await HelpTable.Of(transaction, id),
            open,
            open is null ? [] : await FindingTable.OfSignal(transaction, open.Id)
        );
    }
}
