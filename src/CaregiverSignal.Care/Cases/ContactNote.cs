using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Cases;

internal static class ContactNote
{
    /// <param name="time">A fixed instant (<see cref="SiteTime.Still"/>).</param>
    /// <returns>The faults; without any, it was recorded.</returns>
    public static async Task<IReadOnlyList<CaseFault>> Note(
        Transaction transaction,
        Caregiver caregiver,
        long coordinatorId,
        TypedContact typed,
        SentForm sent,
        RuleSettings rules,
        SiteTime time
    )
    {
        var shown = await ShownOrOpen(transaction, caregiver, sent);
        // Nobody follows a caregiver who stopped: what was said is kept, and no day is planned.
        var isKept = shown is null && caregiver.Status == CaregiverStatus.Ended;
        var nextOn = isKept ? null : TypedContact.NextOf(typed.When, typed.Day, time);
        var crisis =
            shown is null || typed.IsTry
                ? null
                : OpenCrisis.Of(
                    shown,
                    await FindingTable.OfSignal(transaction, shown.Id),
                    await EventTable.Of(transaction, caregiver.Id)
                );
        if (Faults(typed, nextOn, isKept, crisis is not null).ToList() is { Count: > 0 } faults)
            return faults;

        var contact = new RecordedContact(typed.Way!.Value, typed.Note, nextOn, typed.Arranged) { UpTo = sent.UpTo };
        var signal =
            shown
            ?? (
                await SignalTable.Get(
                    transaction,
                    isKept
                        ? await RecordOf(transaction, caregiver, time)
                        : await SignalTable.Follow(transaction, caregiver.Id, time.Today, time.Now, nextOn!.Value)
                )
            )!;
        var action = new NewAction(
            signal.Id,
            caregiver.Id,
            coordinatorId,
            ActionKind.Contacted,
            time.Now,
            time.Today,
            contact.Note,
            nextOn,
            contact.Way
        );
        if (await ActionTable.HasSame(transaction, action, sent.After))
            return [];
        if (signal.ClosedAt is not null && !isKept)
            return [new CaseFault("", CaseProblem.Closed)];
        if (!sent.IsAsShown(signal))
            return [new CaseFault("", CaseProblem.News)];
        var day = typed.When == LookAgain.Day ? nameof(TypedContact.Day) : nameof(TypedContact.When);
        if (typed.IsTry && TypedContact.LastTryOn(caregiver, shown, time) is { } last && nextOn > last)
            return [new CaseFault(day, CaseProblem.TryDay) { Day = last }];
        if (await LookBy(transaction, caregiver, typed, rules, time) is { } latest && nextOn > latest.Day)
            return [CaseFault.LookBy(day, latest)];
        if (
            !isKept
            && CaseFault.OfLater(day, await CanGoOn.Of(transaction, caregiver, time), nextOn, sent.Later) is { } later
        )
            return [later];

        if (isKept)
            await CaseActions.KeepContact(transaction, signal, coordinatorId, contact, time);
        else
        {
            await CaseActions.RecordContact(transaction, signal, coordinatorId, contact, time);
            await SignalTable.AgreeTime(
                transaction,
                signal.Id,
                AgreedTime.Stored(nextOn!.Value, typed.When is LookAgain.Today or LookAgain.Day ? typed.Time : null)
            );
        }

        if (crisis is not null)
            await OpenCrisis.GoOn(transaction, crisis, typed.Then!.Value, nextOn, time);
        // An attempt leaves a day for the next try; a talk does not.
        if (nextOn is not null)
            await ToldTasks.ActedOn(transaction, caregiver.Id, sent.UpTo, coordinatorId, time);
        return [];
    }

    /// <summary>The latest day for a follow-up of a standing caregiver once this contact counts; null for
    /// others.</summary>
    private static async Task<LatestLook?> LookBy(
        Transaction transaction,
        Caregiver caregiver,
        TypedContact typed,
        RuleSettings rules,
        SiteTime time
    )
    {
        var life = (await StoredLife.UpToNow(transaction, caregiver.Id, rules, time)).Life;
        if (!typed.IsTry)
            life.Contacted(new Contact(time.Today, Closes: false, NextOn: null));
        return LatestLook.Of(life, time.Today);
    }

    private static IEnumerable<CaseFault> Faults(TypedContact typed, DateOnly? nextOn, bool isKept, bool isOfCrisis)
    {
        if (typed.Way is null)
            yield return new CaseFault(nameof(typed.Way), CaseProblem.Way);
        if (!isKept && typed.When is null)
            yield return new CaseFault(nameof(typed.When), CaseProblem.When);
        else if (!isKept && nextOn is null)
            yield return new CaseFault(nameof(typed.Day), CaseProblem.Day);
        if (isOfCrisis && typed.Then is null)
            yield return new CaseFault(nameof(typed.Then), CaseProblem.Then);
        if (typed.Note.Length > Typed.LongestNote)
            yield return new CaseFault(nameof(typed.Note), CaseProblem.TooLong)
            {
                Count = typed.Note.Length - Typed.LongestNote,
            };
        if (typed.Arranged is { } kind && !Arrangements.All.Contains(kind))
            yield return new CaseFault(nameof(typed.Arranged), CaseProblem.Arranged);
    }

    /// <summary>The signal that the form was shown for, or else the open one; null without either.</summary>
    private static async Task<Signal?> ShownOrOpen(Transaction transaction, Caregiver caregiver, SentForm sent) =>
        sent.Signal is { } id
        && await SignalTable.Get(transaction, id) is { } shown
        && shown.CaregiverId == caregiver.Id
            ? shown
            : await SignalTable.OpenOf(transaction, caregiver.Id);

    /// <summary>The closed signal that records contacts with a caregiver who stopped: the newest, or one made for
    /// this.</summary>
    private static async Task<long> RecordOf(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        await SignalTable.Of(transaction, caregiver.Id) is [var newest, ..]
            ? newest.Id
            : await SignalTable.Keep(transaction, caregiver.Id, time.Today, time.Now);
}
