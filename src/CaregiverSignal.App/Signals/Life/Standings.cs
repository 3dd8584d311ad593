using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>
/// How heavy it is for somebody now, by the same course that decides what staff are told: what a page or a letter says
/// of it comes from here (docs/signals.md, law 5).
/// </summary>
public sealed class Standings(CurrentSettings settings, SiteTime time)
{
    /// <summary>Asks ahead what <see cref="Of"/> reads first.</summary>
    internal void Ask(Transaction transaction, long caregiverId)
    {
        StoredLife.OfEach(transaction, [caregiverId], settings.Signals, time);
        SignalTable.OpenOf(transaction, caregiverId);
    }

    internal Standing Of(Transaction transaction, long caregiverId)
    {
        var stored = StoredLife.UpToNow(transaction, caregiverId, settings.Signals, time);
        var life = stored.Life;
        var (level, stands) = (life.LevelOn(time.Today), life.StandsOn(time.Today));
        return new Standing(
            stored,
            stands,
            stands ? Urgency.Red : level,
            IsHeard: stands
                || SignalTable.OpenOf(transaction, caregiverId) is not null
                || life.Decide(time.Today) is not null,
            // What stands because nobody spoke since is told as it was when it was said.
            NotificationPolicy.Reasons(life.Known, stands && level != Urgency.Red ? life.RedOn : time.Today, life.Rules)
        );
    }
}

/// <param name="Stored">Up to now.</param>
/// <param name="Stands">Open on a worklist until a newer answer below red (law 1).</param>
/// <param name="Level">Red also while somebody stands red whose answers have grown too old to count; null where nothing
/// is heavy.</param>
/// <param name="IsHeard">It is on somebody's worklist, or will be once the answers are judged.</param>
/// <param name="Reasons">What it rests on.</param>
public sealed record Standing(
    StoredLife Stored,
    bool Stands,
    Urgency? Level,
    bool IsHeard,
    IReadOnlyList<Finding> Reasons
)
{
    public SignalLifecycle Life => Stored.Life;

    public bool IsRed => Level == Urgency.Red;

    /// <summary>Red, and nobody spoke with them since: the row is for the day on which the answers are seen.</summary>
    public bool IsUnspoken => Stands && !Life.IsSpoken;
}
