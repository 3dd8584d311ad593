using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>What was done, agreed and promised with one caregiver, and how they want to be reached.</summary>
/// <param name="Actions">Newest first.</param>
/// <param name="Agreements">All, also those that have ended.</param>
/// <param name="Plans">Newest first.</param>
/// <param name="Calls">All calls that they were promised, oldest first.</param>
/// <param name="TookBack">The day on which they took back the last call, while that still counts; null for
/// none.</param>
/// <param name="WantsNoContact">Whether they told a person that they want no contact, with nothing later to contradict
/// it.</param>
/// <param name="SaidNoOn">The day on which they said that they would rather not be called, while that still
/// counts.</param>
/// <param name="ByMessage">Whether they are asked first whether a call is welcome.</param>
/// <param name="Offer">The message that offers a conversation; null if a call is next, or no message reaches
/// them.</param>
/// <param name="CanGoOnUntil">The last day for a follow-up; null if they named none.</param>
/// <param name="Deeds">What the reader did today and can take back, newest first.</param>
public sealed record CaseContacts(
    IReadOnlyList<Done> Actions,
    IReadOnlyList<Agreement> Agreements,
    IReadOnlyList<RelapsePlan> Plans,
    IReadOnlyList<PromisedCall> Calls,
    DateOnly? TookBack,
    bool WantsNoContact,
    DateOnly? SaidNoOn,
    bool ByMessage,
    TalkOffer? Offer,
    DateOnly? CanGoOnUntil,
    IReadOnlyList<Deed> Deeds
)
{
    /// <summary>From <see cref="AboutCalls.LastOf"/>.</summary>
    public PromisedCall? LastCall => AboutCalls.LastOf(Calls);

    /// <summary>The last conversation; null before the first.</summary>
    public Done? LastTalk => Actions.FirstOrDefault(done => done.IsReached);

    internal static async Task<CaseContacts> Of(
        Transaction transaction,
        Caregiver caregiver,
        CaseCourse course,
        CaseCare care,
        Coordinator reader,
        SiteTime time
    )
    {
        var (id, open) = (caregiver.Id, course.Open);
        var actions = await ActionTable.Timeline(transaction, id);
        var calls = await StaffTaskTable.CallsOf(transaction, id);
        var tookBack = AboutCalls.TookBackAt(calls, course.CheckIns, actions, open, time);
        var said = (await CaseloadTable.SaidBy(transaction, [id])).GetValueOrDefault(id);
        var wantsNoContact =
            said?.WantsNoContact == true
            && AboutCalls.LastOf(calls) is not { DoneAt: null }
            && !course.Newest.Any(finding => finding.Kind == SignalKind.Request);
        var saidNoOn = AboutCalls.SaidNoOn(course.CheckIns, course.Newest, open?.ContactedAt, time);
        var byMessage =
            tookBack is not null
            || ((wantsNoContact || saidNoOn is not null) && said?.IsAskedFirst(time.Today) == true);
        return new CaseContacts(
            actions,
            await AgreementTable.Of(transaction, id),
            await RelapsePlanTable.Of(transaction, id),
            calls,
            tookBack is { } at ? time.DayOf(at) : null,
            wantsNoContact,
            saidNoOn,
            byMessage,
            open is not null && byMessage && care.Lost is null
                ? await TalkOffer.Of(transaction, caregiver, open, time)
                : null,
            CanGoOn.Of(caregiver.Status, said?.CanGoOn, said?.CanGoOnSaidOn, time)?.Last,
            await Cases.Deeds.Of(transaction, id, course.Events, reader.Id, time)
        );
    }
}
