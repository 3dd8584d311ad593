using CaregiverSignal.Configuration;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>How heavy it is for somebody now, by the same course that decides what staff are told: what a page or a
/// letter says of it comes from here (docs/signals.md, guarantee 6).</summary>
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
/// <param name="Row">How they stand on a worklist by their answers (guarantee 1); null for who does not.</param>
/// <param name="Level">The verdict, also while somebody stands whose answers have grown too old to count; null where
/// nothing is heavy.</param>
/// <param name="IsHeard">It is on somebody's worklist, or will be once the answers are judged.</param>
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

    /// <summary>Whether the row is red and for the day on which the answers are seen: nobody agreed on a later
    /// one.</summary>
    public bool IsForToday => StandsRed && !Life.IsSpoken && Row?.DueOn <= Life.DueOfRed(Life.HeavyOn);
}
