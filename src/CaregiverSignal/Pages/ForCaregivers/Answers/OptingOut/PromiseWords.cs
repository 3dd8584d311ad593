using CaregiverSignal.Forms;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <param name="What">Who calls by when; or that the day went by, that we are sorry, and who calls soon.</param>
/// <param name="IsLate">Whether the last day they were given passed without a call.</param>
public sealed record PromiseWords(PromisedCall Call, string What, bool IsLate)
{
    private static readonly Texts Words = Texts.Of("Pages.ForCaregivers.Answers.OptingOut.PromiseWords");
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    public MessagePage Message(SupportPointSettings support) =>
        new(
            Shared[IsLate ? "CallLateTitle" : "CallPromisedTitle"],
            [What, Shared["CallOther", ("telefoon", support.PhoneWithHours)]]
        )
        {
            Way = MessagePage.ToOwnPage,
        };

    /// <summary>Behind an email, which others may read, a missed day only says that somebody calls soon.</summary>
    public PromiseWords BehindMail(string coordinator) => IsLate ? new(Call, Soon(coordinator), IsLate: false) : this;

    /// <summary>"Els of een collega belt u uiterlijk dinsdag 3 maart. Liefst in de ochtend."</summary>
    /// <remarks>A day that went by is never said to come.</remarks>
    /// <returns>Null if no call is promised.</returns>
    public static PromiseWords? Of(CallPromise? promise, SiteTime time)
    {
        if (promise is not var (call, coordinator))
            return null;
        var day = Texts.DayOfWeek(call.PromisedOn);
        if (call.PromisedOn < time.Today)
            return new(call, $"{Words["Late", ("dag", day)]} {Soon(coordinator)}", IsLate: true);
        var what = Words["Promised", ("coordinator", coordinator), ("dag", day)];
        return new(call, call.Part is { } part ? $"{what} {Words["Part." + part.Code()]}" : what, IsLate: false);
    }

    private static string Soon(string coordinator) => Words["Late.Soon", ("coordinator", coordinator)];
}
