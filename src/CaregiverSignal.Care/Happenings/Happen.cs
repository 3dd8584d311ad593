using CaregiverSignal.Enrolments;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Happenings;

/// <summary>Stores an event, and does what <see cref="Consequences"/> says for each caregiver concerned: the single
/// path for every way of reporting.</summary>
internal static class Happen
{
    /// <summary>Two reports of the same within this many days are one fact (our choice).</summary>
    private const int SameWithin = 7;

    /// <returns>False when all of it was told before: a form that is sent twice tells it once.</returns>
    internal static async Task<bool> Tell(Transaction transaction, Telling told, SiteTime time)
    {
        // A single instant: a task covers what was reported since it was opened, and undoing finds all of it.
        time = time.Still();
        var concerned = await WhomItConcerns.Of(transaction, told.CaregiverId, told.Kinds, told.Care);
        var teller = concerned[0];
        if (!await LifeChange.Add(transaction, told.CaregiverId, told.Kinds, told.Note, Store, time.Now))
            return false;
        await Follow(transaction, concerned, told, time);
        return true;

        Task<bool> Store(EventKind kind, string words) =>
            EventTable.Add(
                transaction,
                told.CaregiverId,
                told.On,
                kind,
                told.By,
                words,
                time.Now,
                dayUnsaid: told.DayUnsaid,
                consentId: told.Consent?.Id,
                situation: teller.Care?.Situation,
                endsCare: teller.After(kind, told.On, told.Way).Care == CareAfter.LastEnds
            );
    }

    /// <summary>What follows from an event already stored, such as from a file.</summary>
    internal static async Task Follow(Transaction transaction, Telling told, SiteTime time)
    {
        time = time.Still();
        // An old event from a file changes only the state of the care.
        if (NotificationPolicy.IsRecent(told.On, time.Today) || told.Kinds.Any(Consequences.Ends.Contains))
            await Follow(
                transaction,
                await WhomItConcerns.Of(transaction, told.CaregiverId, told.Kinds, told.Care),
                told,
                time
            );
    }

    /// <summary>A colleague dealt with an earlier report: the same review date applies as if they had recorded
    /// it.</summary>
    internal static async Task LookAgain(Transaction transaction, Telling told, SiteTime time)
    {
        var teller = (await WhomItConcerns.Of(transaction, told.CaregiverId, [], told.Care))[0];
        await Row(transaction, teller, told, teller.After(told.Kinds[0], told.On, told.Way), time);
    }

    /// <summary>Whether the last care ends with it; care that ends is stored as ended.</summary>
    internal static async Task<bool> EndsLast(Transaction transaction, Telling told)
    {
        var teller = (await WhomItConcerns.Of(transaction, told.CaregiverId, [], told.Care))[0];
        var after = teller.After(told.Kinds[0], told.On, told.Way).Care;
        await End(transaction, teller, told.Kinds[0], told.On, after);
        return after == CareAfter.LastEnds;
    }

    private static async Task Follow(
        Transaction transaction,
        IReadOnlyList<WhomItConcerns> concerned,
        Telling told,
        SiteTime time
    )
    {
        foreach (var kind in told.Kinds)
            await Follow(transaction, concerned[0], told, kind, time);
        foreach (var other in concerned.Skip(1))
        foreach (var kind in told.Kinds.Where(Consequences.ConcernsAll))
            await TellOther(transaction, other, told, kind, time);
    }

    /// <summary>The event concerns a person for whom somebody else cares too; reported by both it is one fact. The
    /// other caregiver learns nothing else of the report.</summary>
    private static async Task TellOther(
        Transaction transaction,
        WhomItConcerns other,
        Telling told,
        EventKind kind,
        SiteTime time
    )
    {
        var (id, after) = (other.Caregiver.Id, other.After(kind, told.On, told.Way));
        if (after.IsNothing || (await Known(transaction, id, kind, told.On)).Any())
            return;
        transaction.AlsoChanged.Add(id);
        // What must be asked first is not yet a fact about them.
        if (after.Care != CareAfter.IsAsked)
            await EventTable.Add(
                transaction,
                id,
                told.On,
                kind,
                ReportedBy.System,
                "",
                time.Now,
                situation: other.Care?.Situation,
                endsCare: after.Care == CareAfter.LastEnds
            );
        await EvaluationTable.Request(transaction, id, time.Now);
        await Follow(transaction, other, told with { CaregiverId = id, LookOn = null, Help = null }, kind, time);
    }

    /// <summary>The stored events of the same fact.</summary>
    internal static async Task<IEnumerable<CareEvent>> Known(
        Transaction transaction,
        long caregiverId,
        EventKind kind,
        DateOnly on
    ) =>
        (await EventTable.Of(transaction, caregiverId)).Where(known =>
            known.Kind == kind
            && known.HappenedOn >= on.AddDays(-SameWithin)
            && known.HappenedOn <= on.AddDays(SameWithin)
            && (known.EndsCare || !Consequences.Ends.Contains(kind))
        );

    private static async Task Follow(
        Transaction transaction,
        WhomItConcerns concerned,
        Telling told,
        EventKind kind,
        SiteTime time
    )
    {
        var (id, after) = (concerned.Caregiver.Id, concerned.After(kind, told.On, told.Way));
        await End(transaction, concerned, kind, told.On, after.Care);
        // What was only hearsay is now reported directly.
        if (after.Care is CareAfter.Ends or CareAfter.LastEnds)
            await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.AskFirst, id, time.Now, transaction.NotedBy);
        switch (after.Questions)
        {
            case QuestionsAfter.Aftercare:
                await Participation.EnterAftercare(transaction, id, time);
                break;
            case QuestionsAfter.Wait when !IsOld(told, time):
                await Wait(transaction, id, time);
                break;
        }

        if (after.Help == HelpAfter.IsLookedAt)
            await HelpArrangements.CareEnded(transaction, id, time);
        if (after.Help == HelpAfter.WhichIsAsked)
            await HelpArrangements.Heard(
                transaction,
                id,
                kind,
                told.On,
                time,
                told.Way == Way.Colleague ? transaction.NotedBy : null,
                told.Help
            );
        await Row(transaction, concerned, told, after, time);
    }

    private static async Task End(
        Transaction transaction,
        WhomItConcerns concerned,
        EventKind kind,
        DateOnly on,
        CareAfter after
    )
    {
        if (after is CareAfter.Ends or CareAfter.LastEnds && concerned.Care is { } care)
            await SituationTable.End(
                transaction,
                care.Id,
                kind == EventKind.Death ? CareEnd.Death : CareEnd.Admission,
                on
            );
    }

    /// <summary>Pauses questions until somebody has spoken with them, for at most two weeks; an open form stays
    /// open.</summary>
    private static async Task Wait(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (await CaregiverTable.Get(transaction, caregiverId) is not { Status: CaregiverStatus.Active })
            return;
        await LifeCycle.Pause(
            transaction,
            caregiverId,
            time.Today.AddDays(Consequences.WaitDays),
            ReportedBy.System,
            time
        );
        await MailCancelTable.Cancel(transaction, caregiverId, time.Now);
    }

    /// <summary>Somebody spoke with them: questions that waited for that resume, unless it must still be asked what
    /// happened.</summary>
    internal static async Task Spoken(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (
            !await StaffTaskTable.IsOpen(transaction, [StaffTaskKind.AskFirst], caregiverId)
            && await CaregiverTable.Get(transaction, caregiverId) is { QuestionsWait: true }
        )
            await LifeCycle.Resume(transaction, caregiverId, ReportedBy.System, time);
    }

    /// <summary>Somebody spoke with the person who reported it: it now also applies to other caregivers of the same
    /// person, of whom it had to be asked first.</summary>
    /// <remarks>Not while it must still be asked of that person too: a conversation alone never ends their
    /// care.</remarks>
    internal static async Task Confirm(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (await StaffTaskTable.IsOpen(transaction, [StaffTaskKind.AskFirst], caregiverId))
            return;
        var told = (await EventTable.Of(transaction, caregiverId))
            .Where(it => Consequences.ConcernsAll(it.Kind))
            .ToList();
        if (told.Count == 0)
            return;
        foreach (
            var care in (await SituationTable.Of(transaction, caregiverId)).Where(care => care.Situation is not null)
        )
        foreach (var fact in told.Where(it => it.Situation == care.Situation))
        foreach (var other in (await WhomItConcerns.Of(transaction, caregiverId, [fact.Kind], care.Id)).Skip(1))
        {
            if (
                await StaffTaskTable.OpenedAt(transaction, StaffTaskKind.AskFirst, other.Caregiver.Id)
                == fact.RecordedAt
            )
                await TellOther(
                    transaction,
                    other,
                    new Telling(caregiverId, [fact.Kind], fact.HappenedOn, Way.Colleague),
                    fact.Kind,
                    time
                );
        }
    }

    /// <summary>Whether a conversation at an instant confirmed something for others: undoing that is left to the page
    /// about the event.</summary>
    internal static async Task<bool> HasConfirmed(Transaction transaction, long caregiverId, DateTimeOffset at) =>
        (await WhomItConcerns.ToldWhereTheyCare(transaction, caregiverId)).Any(it =>
            it.CaregiverId != caregiverId && it.RecordedAt == at && Consequences.ConcernsAll(it.Kind)
        );

    private static async Task Row(
        Transaction transaction,
        WhomItConcerns concerned,
        Telling told,
        Consequence after,
        SiteTime time
    )
    {
        var (id, row) = (concerned.Caregiver.Id, after.Row);
        var isNoted = told.Way == Way.Colleague && concerned.Who.IsTeller;
        if (isNoted)
        {
            if (LooksOn(told, after, time) is { } look)
                await LookOn(transaction, id, look, time);
            return;
        }

        if (told.Way == Way.File && !NotificationPolicy.IsRecent(told.On, time.Today))
            return;
        StaffTaskKind? kind = row switch
        {
            RowAfter.Read or RowAfter.Contact => StaffTaskKind.Told,
            // The words of the report; reading them ends nothing.
            RowAfter.Crisis when told.Way == Way.Link => StaffTaskKind.Told,
            RowAfter.CallNext or RowAfter.Call => StaffTaskKind.CareEnded,
            RowAfter.AskFirst => StaffTaskKind.AskFirst,
            _ => null,
        };
        // What another system knows from a professional gets an entry from the rules.
        if (kind == StaffTaskKind.Told && told.Way == Way.File && told.By != ReportedBy.Caregiver)
            return;
        if (row == RowAfter.Request)
            await PromisedCall.Ask(transaction, id, told.On, time);
        else if (kind is { } task)
            await StaffTaskTable.Open(transaction, task, id, DueOn(row), time.Now);

        DateOnly DueOn(RowAfter of) =>
            IsOld(told, time) ? JudgedRow.SpreadDay(id, time) : Consequences.DueOn(of, time.Today, time.WorkingDays);
    }

    /// <summary>Whether a file reports it so late that it needs nobody's attention today (guarantee 8).</summary>
    private static bool IsOld(Telling told, SiteTime time) => told.Way == Way.File && JudgedRow.IsOld(told.On, time);

    /// <summary>The review date of the colleague who recorded it: the day they chose, the next working day after a
    /// crisis, or within a week for other matters to ask about.</summary>
    internal static DateOnly? LooksOn(Telling told, Consequence after, SiteTime time)
    {
        RowAfter? row = after.Row switch
        {
            RowAfter.None => null,
            RowAfter.Crisis => RowAfter.CallNext,
            RowAfter.Contact => RowAfter.Call,
            _ => after.Row,
        };
        return told.LookOn ?? (row is { } of ? Consequences.DueOn(of, time.Today, time.WorkingDays) : null);
    }

    /// <summary>Keeps the caregiver on the worklist, with a date, until somebody closes the entry.</summary>
    private static async Task LookOn(Transaction transaction, long caregiverId, DateOnly day, SiteTime time)
    {
        if (await SignalTable.OpenOf(transaction, caregiverId) is { } open)
            await SignalTable.CallBy(transaction, open.Id, day);
        else
            await SignalTable.Follow(transaction, caregiverId, time.Today, time.Now, day);
    }
}
