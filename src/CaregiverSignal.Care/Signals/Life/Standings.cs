using CaregiverSignal.Configuration;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>How heavy it is for a caregiver now, by the same course that decides what staff are told: all words about
/// it on pages and in letters come from here (docs/signals.md, guarantee 6).</summary>
public sealed class Standings(CurrentSettings settings, SiteTime time)
{
    internal async Task<Standing> Of(Transaction transaction, long caregiverId)
    {
        var stored = await StoredLife.UpToNow(transaction, caregiverId, settings.Signals, time);
        var life = stored.Life;
        var (level, row) = (life.LevelOn(time.Today), life.StandingOn(time.Today));
        return new Standing(
            stored,
            row,
            level,
            IsHeard: row is not null
                || await SignalTable.OpenOf(transaction, caregiverId) is not null
                || life.Decide(time.Today) is not null,
            life.ReasonsOn(time.Today)
        );
    }
}

/// <param name="Stored">Up to now.</param>
/// <param name="Row">The worklist entry that their answers require (guarantee 1); null if none.</param>
/// <param name="Level">The verdict, also while the answers of a standing caregiver have grown too old to count; null if
/// nothing is heavy.</param>
/// <param name="IsHeard">Whether it is on a worklist, or will be once the answers are evaluated.</param>
/// <param name="Reasons">What it rests on.</param>
public sealed record Standing(
    StoredLife Stored,
    HeavyRow? Row,
    Urgency? Level,
    bool IsHeard,
    IReadOnlyList<Finding> Reasons
)
{
    public SignalLifecycle Life => Stored.Life;

    public bool IsRed => Level == Urgency.Red;

    public bool StandsRed => Row?.Level == Urgency.Red;

    /// <summary>Whether the row is red and due on the day on which the answers are seen: nobody agreed on a later
    /// one.</summary>
    public bool IsForToday => StandsRed && !Life.IsSpoken && Row?.DueOn <= Life.DueOfRed(Life.HeavyOn);
}
