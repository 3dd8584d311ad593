using CaregiverSignal.Enrolments;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Happenings;

/// <summary>Takes back reported events, for everybody concerned.</summary>
public static class NotSo
{
    private static readonly Texts Words = Texts.Of(typeof(EventWords));

    /// <summary>Takes back what a caregiver reported by mistake. If it was already read, staff must read the retraction
    /// too; and unread words must still be read, as nobody knows who pressed the button.</summary>
    /// <param name="since">Earlier reports stay: they came by a link that others may have.</param>
    /// <returns>False if there is nothing to take back.</returns>
    internal static async Task<bool> Told(
        Transaction transaction,
        long caregiverId,
        IReadOnlyCollection<long> eventIds,
        DateTimeOffset since,
        Language home,
        SiteTime time
    )
    {
        var wrong = (await EventTable.Of(transaction, caregiverId))
            .Where(careEvent =>
                eventIds.Contains(careEvent.Id)
                && careEvent.RecordedAt >= since
                && LifeChange.MayTakeBack(careEvent, time)
            )
            .ToList();
        if (wrong.Count == 0)
            return false;
        foreach (var careEvent in wrong)
            await Remove(transaction, careEvent, time);
        if (wrong.Exists(careEvent => careEvent.Kind == EventKind.RespiteFailed))
            await HelpArrangements.NotHeard(transaction, caregiverId, time);
        var unread = await StaffTaskTable.ToldSince(transaction, caregiverId);
        List<string> said = [.. wrong.Select(careEvent => careEvent.Note).Where(words => words.Length > 0)];
        if (unread is null || said.Count > 0)
        {
            var note = Languages.In(
                home,
                () =>
                    Words[
                        "TakenBack",
                        ("wat", string.Join(", ", wrong.Select(careEvent => EventWords.Of(careEvent.Kind))))
                    ]
            );
            if (unread is not null)
                note = string.Join(' ', [note, .. said]);
            await LifeChange.Say(transaction, caregiverId, note, time);
        }
        else
        {
            await EndRead(transaction, caregiverId, time);
        }

        return true;
    }

    /// <summary>An admission, a death or a crisis was reported or recorded by mistake: everybody concerned is asked as
    /// before, and only the audit log keeps it.</summary>
    /// <returns>False if no such event is known.</returns>
    internal static async Task<bool> CareGoesOn(Transaction transaction, long caregiverId, Language home, SiteTime time)
    {
        if (await Standing(transaction, caregiverId, time) is not { } ended)
            return false;
        if (ended.CaregiverId != caregiverId)
        {
            await AskNoMore(transaction, caregiverId, time);
            return true;
        }

        var noted = (await EventTable.Of(transaction, caregiverId))
            .Where(it => it.RecordedAt == ended.RecordedAt && it.ReportedBy == ended.ReportedBy)
            .ToList();
        foreach (var wrong in noted.Where(it => Consequences.ConcernsAll(it.Kind)))
            await Remove(transaction, wrong, time);
        await SignalTable.RemoveLook(transaction, caregiverId, ended.RecordedAt);
        if (
            noted.Exists(it => it.Kind == EventKind.Stopped)
            && await CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Ended } stopped
        )
            await Participation.Return(transaction, stopped, home, time);
        return true;
    }

    /// <summary>What can be taken back: an end of care, a report still to be asked about, or a crisis that a colleague
    /// recorded today.</summary>
    internal static async Task<CareEvent?> Standing(Transaction transaction, long caregiverId, SiteTime time) =>
        (await EventTable.Of(transaction, caregiverId))
            .Where(it =>
                it.ReportedBy == ReportedBy.Coordinator
                && Consequences.Crises.Contains(it.Kind)
                && time.DayOf(it.RecordedAt) == time.Today
            )
            .Append(await Ending(transaction, caregiverId))
            .OfType<CareEvent>()
            .MaxBy(it => it.RecordedAt);

    /// <summary>The newest event known to have ended their care; if it must still be asked about, another caregiver's
    /// report without its words.</summary>
    internal static async Task<CareEvent?> Ending(Transaction transaction, long caregiverId)
    {
        var events = await EventTable.Of(transaction, caregiverId);
        // Since then, the person has come home and is cared for again.
        var again = events.LastOrDefault(it => it is { Kind: EventKind.Resumed, ReportedBy: ReportedBy.Coordinator });
        var own = events.Where(it => Consequences.Ends.Contains(it.Kind) && !(it.RecordedAt <= again?.RecordedAt));
        return own.MaxBy(it => it.RecordedAt)
            ?? (
                await StaffTaskTable.OpenedAt(transaction, StaffTaskKind.AskFirst, caregiverId) is { } asked
                    ? (await WhomItConcerns.ToldWhereTheyCare(transaction, caregiverId))
                        .Where(it => it.RecordedAt == asked && Consequences.ConcernsAll(it.Kind))
                        .Select(it => it with { Note = "", ToldBy = null, ReportedBy = ReportedBy.System })
                        .FirstOrDefault()
                    : null
            );
    }

    private static async Task Remove(Transaction transaction, CareEvent wrong, SiteTime time)
    {
        await Remove(transaction, wrong.CaregiverId, wrong, time);
        if (wrong.Situation is not { } situation || !Consequences.ConcernsAll(wrong.Kind))
            return;
        foreach (var other in (await SituationTable.In(transaction, situation)).Select(care => care.CaregiverId))
        {
            if (other != wrong.CaregiverId)
                await Remove(transaction, other, wrong, time);
        }
    }

    /// <summary>For other caregivers, only what they did not report themselves.</summary>
    private static async Task Remove(Transaction transaction, long caregiverId, CareEvent wrong, SiteTime time)
    {
        var gone = (await EventTable.Of(transaction, caregiverId))
            .Where(it =>
                it.Id == wrong.Id
                || (
                    Consequences.ConcernsAll(wrong.Kind)
                    && it.HappenedOn == wrong.HappenedOn
                    && (
                        caregiverId == wrong.CaregiverId
                            ? it.Kind == wrong.Kind || (it.Note.Length == 0 && Consequences.Crises.Contains(it.Kind))
                            : it.Kind == wrong.Kind && it.ReportedBy != ReportedBy.Caregiver
                    )
                )
            )
            .ToList();
        foreach (var careEvent in gone)
            await EventTable.Remove(transaction, caregiverId, careEvent.Id);
        if (
            caregiverId != wrong.CaregiverId
            && (gone.Count > 0 || await StaffTaskTable.IsOpen(transaction, [StaffTaskKind.AskFirst], caregiverId))
        )
            transaction.AlsoChanged.Add(caregiverId);
        if (Consequences.ConcernsAll(wrong.Kind))
        {
            foreach (
                var care in (await SituationTable.Of(transaction, caregiverId)).Where(care =>
                    care.EndedOn == wrong.HappenedOn
                )
            )
                await SituationTable.GoOn(transaction, care.Id);
            await AskNoMore(transaction, caregiverId, time);
            if (await Ending(transaction, caregiverId) is null)
                await StaffTaskTable.DoneOfKind(
                    transaction,
                    StaffTaskKind.CareEnded,
                    caregiverId,
                    time.Now,
                    transaction.NotedBy
                );
            await Participation.CareGoesOn(transaction, caregiverId, wrong.RecordedAt, time);
        }

        await EvaluationTable.Request(transaction, caregiverId, time.Now);
    }

    /// <summary>Nobody has to ask first any more, and the questions resume.</summary>
    private static async Task AskNoMore(Transaction transaction, long caregiverId, SiteTime time)
    {
        await StaffTaskTable.DoneOfKind(
            transaction,
            StaffTaskKind.AskFirst,
            caregiverId,
            time.Now,
            transaction.NotedBy
        );
        await Happen.Spoken(transaction, caregiverId, time);
    }

    /// <summary>Ends the task to read reports once none are left.</summary>
    private static async Task EndRead(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (
            await StaffTaskTable.ToldSince(transaction, caregiverId) is { } since
            && !(await EventTable.Of(transaction, caregiverId)).Any(it =>
                it.IsTold && Consequences.Told.Contains(it.Kind) && it.RecordedAt >= since
            )
            && !(await ReachChange.Of(transaction, caregiverId)).Any(change => change.ChangedAt >= since)
        )
            await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Told, caregiverId, time.Now);
    }
}
