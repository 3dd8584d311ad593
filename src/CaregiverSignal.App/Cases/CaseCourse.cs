using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>The course of somebody's care, as the figure draws it.</summary>
public record CaseCourse
{
    /// <summary>All, oldest first.</summary>
    public required IReadOnlyList<StoredScore> Scores { get; init; }

    /// <summary>All, oldest first.</summary>
    public required IReadOnlyList<CheckIn> CheckIns { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<CareEvent> Events { get; init; }

    /// <summary>Who helps, or helped, in any of their care.</summary>
    public required IReadOnlyList<Helper> Helpers { get; init; }

    /// <summary>All help that was proposed or arranged.</summary>
    public required IReadOnlyList<ArrangedHelp> Help { get; init; }

    /// <summary>The open signal; null without one.</summary>
    public required Signal? Open { get; init; }

    /// <summary>What was found of the open signal, newest first.</summary>
    public required IReadOnlyList<StoredFinding> Found { get; init; }

    /// <summary>The newest finding of each sign of the open signal.</summary>
    public IReadOnlyList<StoredFinding> Newest => StoredFinding.NewestOfEach(Found);

    /// <summary>For who shows nothing else of the case.</summary>
    public static CaseCourse Of(Transaction transaction, long id)
    {
        var open = SignalTable.OpenOf(transaction, id);
        return new CaseCourse
        {
            Scores = ScoreTable.Of(transaction, id),
            CheckIns = CheckInTable.Of(transaction, id),
            Events = EventTable.Of(transaction, id),
            Helpers =
            [
                .. SituationTable
                    .Of(transaction, id)
                    .Where(caring => caring.Situation is not null)
                    .SelectMany(caring => HelperTable.Of(transaction, caring.Situation!)),
            ],
            Help = HelpTable.Of(transaction, id),
            Open = open,
            Found = open is null ? [] : FindingTable.OfSignal(transaction, open.Id),
        };
    }
}
