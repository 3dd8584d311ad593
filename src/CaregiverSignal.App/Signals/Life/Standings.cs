using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Signals.Life;

/// <summary>
/// How heavy it is for somebody now, by the same course that decides what staff are told: what a page or a letter says
/// of it comes from here (docs/signals.md, law 5). Answers that were just sent count.
/// </summary>
public sealed class Standings(Instruments instruments, RuleSettings rules, SiteTime time)
{
    public Standing Of(Transaction transaction, long caregiverId)
    {
        var scores = ScoreHistory.Of(transaction, caregiverId, instruments);
        var life = Lifecycles.Of(transaction, caregiverId, rules, time, scores);
        var level = life.LevelOn(time.Today);
        var stands = life.StandsOn(time.Today);
        return new Standing(
            stands ? Urgency.Red : level,
            IsHeard: stands
                || SignalTable.OpenOf(transaction, caregiverId) is not null
                || life.Decide(time.Today) is not null,
            IsUnspoken: stands && !life.IsSpoken,
            life.StandsSince,
            // What stands because nobody spoke since is told as it was when it was said.
            Notifying.Reasons(life.Known, stands && level != Urgency.Red ? life.RedOn : time.Today, rules),
            life.Known
        );
    }
}

/// <param name="Level">Red also while somebody stands red whose answers have grown too old to count; null where nothing
/// is heavy.</param>
/// <param name="IsHeard">It is on somebody's worklist, or will be once the answers are judged.</param>
/// <param name="IsUnspoken">Red, and nobody spoke with them since: the row is for the day on which the answers are
/// seen.</param>
/// <param name="RedSince">The first day of an unbroken red; the default where there is none.</param>
/// <param name="Reasons">What it rests on.</param>
/// <param name="Known">All that is known of them.</param>
public sealed record Standing(
    Urgency? Level,
    bool IsHeard,
    bool IsUnspoken,
    DateOnly RedSince,
    IReadOnlyList<Finding> Reasons,
    Known Known
)
{
    public bool IsRed => Level == Urgency.Red;
}
