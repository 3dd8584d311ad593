using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>What happens to the held mail when the operator resumes sending.</summary>
/// <param name="TooLate">Ids that no longer make sense.</param>
/// <param name="PerhapsSent">Ids that waited in a copy, and may have gone since it was made: nobody gets a mail
/// twice.</param>
/// <param name="WillGo">The rest, by kind, alerts first.</param>
public sealed record ResumePlan(
    IReadOnlyList<string> TooLate,
    IReadOnlyList<string> PerhapsSent,
    IReadOnlyList<KindGoing> WillGo
)
{
    /// <summary>
    /// How long held mail to caregivers still makes sense. What waited longer is not sent late together with many
    /// others; the caregiver counts as not reached (mail.md 1.7, two days are our choice).
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(48);

    /// <param name="waiting">In the order in which they would go.</param>
    /// <param name="isCopy">Whether the store was put back or copied. A second copy does no harm in urgent mail, and is
    /// left out in any other.</param>
    public static ResumePlan Create(IReadOnlyList<WaitingMail> waiting, DateTimeOffset now, bool isCopy)
    {
        var late = waiting.Where(mail => mail.NotAfter <= now || WaitedTooLong(mail, now)).ToList();
        var perhapsSent = isCopy ? waiting.Except(late).Where(mail => !mail.Urgent).ToList() : [];
        return new ResumePlan(
            [.. late.Select(mail => mail.Id)],
            [.. perhapsSent.Select(mail => mail.Id)],
            [
                .. waiting
                    .Except(late)
                    .Except(perhapsSent)
                    .GroupBy(mail => mail.Kind)
                    .Select(kind => new KindGoing(
                        kind.Key,
                        kind.Count(),
                        kind.Count(mail => isCopy || mail.State == MailState.Sending),
                        now - kind.Min(mail => mail.CreatedAt)
                    )),
            ]
        );
    }

    private static bool WaitedTooLong(WaitingMail mail, DateTimeOffset now) =>
        !mail.Urgent && now - mail.CreatedAt > LongestWait;
}

/// <summary>The mails of one kind that would go.</summary>
/// <param name="Unsure">How many of them may have arrived before.</param>
/// <param name="Oldest">How long the oldest has waited.</param>
public sealed record KindGoing(string Kind, int Count, int Unsure, TimeSpan Oldest);
