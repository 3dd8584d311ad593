using CaregiverSignal.Forms;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <summary>What a caregiver reads of a call that they were promised.</summary>
/// <param name="What">Who calls by when; or that the day went by, and that we are sorry.</param>
/// <param name="Who">Who calls instead, or who knows of it; empty where that was said.</param>
/// <param name="IsLate">The last day that they read went by without a call.</param>
public sealed record PromiseWords(PromisedCall Call, string What, string Who, bool IsLate)
{
    private static readonly Texts Words = Texts.Of("Pages.ForCaregivers.Answers.OptingOut.PromiseWords");
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    /// <summary>Who does it where the coordinator does not manage.</summary>
    public static string Or => Words["Or"];

    public MessagePage Message(SupportPointSettings support) =>
        new(
            Shared[IsLate ? "CallLateTitle" : "CallPromisedTitle"],
            [$"{What} {Who}".TrimEnd(), Shared["CallOther", ("telefoon", support.PhoneWithHours)]]
        )
        {
            Way = MessagePage.ToOwnPage,
        };

    /// <summary>Behind a mail, which others may read: of a day that went by it says only that somebody calls
    /// soon.</summary>
    public PromiseWords BehindMail(string coordinator) =>
        IsLate ? new(Call, Words["Late.Soon", ("coordinator", coordinator)], "", IsLate: false) : this;

    /// <summary>"Els belt u uiterlijk dinsdag 3 maart. Liefst in de ochtend."</summary>
    /// <remarks>A day that went by is never said to come. Who knows of it is what <c>Alerts/EscalateWaiting</c> did:
    /// the team from the next working day on.</remarks>
    /// <returns>Null where no call is promised.</returns>
    public static PromiseWords? Of(CallPromise? promise, SiteTime time)
    {
        if (promise is not var (call, caregiver, coordinator, isAway))
            return null;
        var isWithColleague = call.EscalatedTo is { } colleague && colleague != caregiver.CoordinatorId;
        var day = Texts.DayOfWeek(call.PromisedOn);
        if (call.PromisedOn < time.Today)
        {
            IEnumerable<string> who =
            [
                Words[isWithColleague ? "Late.Colleague" : "Late.Soon", ("coordinator", coordinator)],
                .. call.EscalatedTo is null ? [Or] : Array.Empty<string>(),
            ];
            return new(call, Words["Late", ("dag", day)], string.Join(' ', who), IsLate: true);
        }

        var isEither = isAway || isWithColleague || call.DueOn < time.Today;
        var what = Words[isEither ? "Either" : "Promised", ("coordinator", coordinator), ("dag", day)];
        if (call.Part is { } part)
            what += " " + Words["Part." + part.Code()];
        return new(call, what, isEither ? "" : Or, IsLate: false);
    }
}
