using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>What happens to the held mail when the operator resumes sending.</summary>
/// <param name="Sent">Ids that the guard file knows as sent.</param>
/// <param name="TooLate">Ids that no longer make sense.</param>
/// <param name="WillGo">The rest, by kind, alerts first.</param>
/// <param name="Fingerprint">Equal for plans that do the same.</param>
public sealed record ResumePlan(
    IReadOnlyList<string> Sent,
    IReadOnlyList<string> TooLate,
    IReadOnlyList<KindGoing> WillGo,
    string Fingerprint
)
{
    /// <summary>
    /// How long held mail to caregivers still makes sense. What waited longer is not sent late together with many
    /// others; the caregiver counts as not reached (mail.md 1.7, two days are our choice).
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(48);

    /// <param name="waiting">In the order in which they would go.</param>
    public static ResumePlan Of(IReadOnlyList<WaitingMail> waiting, IReadOnlySet<string> sent, DateTimeOffset now)
    {
        var known = waiting.Where(mail => sent.Contains(mail.Id)).ToList();
        var late = waiting.Except(known).Where(mail => mail.NotAfter <= now || WaitedTooLong(mail, now)).ToList();
        var going = waiting.Except(known).Except(late).ToList();
        var kinds = going
            .GroupBy(mail => mail.Kind)
            .Select(kind => new KindGoing(
                kind.Key,
                kind.Count(),
                kind.Count(mail => mail.State == MailState.Sending),
                now - kind.Min(mail => mail.CreatedAt)
            ));
        return new ResumePlan(
            [.. known.Select(mail => mail.Id)],
            [.. late.Select(mail => mail.Id)],
            [.. kinds],
            string.Join(
                '|',
                new[] { known, late, going }.Select(part =>
                    string.Join(',', part.Select(mail => mail.Id).Order(StringComparer.Ordinal))
                )
            )
        );
    }

    private static bool WaitedTooLong(WaitingMail mail, DateTimeOffset now) =>
        !mail.Urgent && now - mail.CreatedAt > LongestWait;
}

/// <summary>The mails of one kind that would go.</summary>
/// <param name="Unsure">How many of them may have arrived before.</param>
/// <param name="Oldest">How long the oldest has waited.</param>
public sealed record KindGoing(string Kind, int Count, int Unsure, TimeSpan Oldest);
