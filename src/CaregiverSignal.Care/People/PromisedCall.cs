namespace CaregiverSignal.People;

/// <summary>When a caregiver would like to be called.</summary>
/// <param name="Day">Null for as soon as possible.</param>
/// <param name="Part">Null if any part of the day suits.</param>
/// <param name="Phone">Another number than the known one; null for that one.</param>
public sealed record CallTime(DateOnly? Day = null, PartOfDay? Part = null, string? Phone = null)
{
    private const int Choices = 5;

    /// <summary>The days on offer: the next working days (our choice: a week of them).</summary>
    public static IReadOnlyList<DateOnly> Days(SiteTime time) =>
        [.. Enumerable.Range(1, Choices).Select(count => time.WorkingDays.Add(time.Today, count))];

    /// <summary>The last day on offer on a day.</summary>
    public static DateOnly LastDay(DateOnly asked, WorkingDays days) => days.Add(asked, Choices);
}

public enum PartOfDay
{
    Morning,
    Afternoon,
}

/// <summary>A call that a caregiver was promised by a day: a task of the coordinator, and of the team once that day has
/// passed.</summary>
public sealed record PromisedCall
{
    /// <summary>Working days within which a call is promised without a chosen day (our choice).</summary>
    private const int WithinDays = 2;

    /// <summary>Working days after asking beyond which the task's day is not postponed, whatever day is chosen (our
    /// choice: two weeks, as long as an absence).</summary>
    private const int MostPutOff = 10;

    private static readonly TimeOnly Noon = new(12, 0);

    public long Id { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateOnly DueOn { get; init; }

    public PartOfDay? Part { get; init; }

    public string? Phone { get; init; }

    /// <summary>The day they chose; null for none. Later than <see cref="DueOn"/> if it was chosen after that day, or
    /// postpones the call for long: for staff the call is overdue after the first.</summary>
    public DateOnly? WantedOn { get; init; }

    /// <summary>The last day on which they may expect it, as they read it.</summary>
    public DateOnly PromisedOn => WantedOn > DueOn ? WantedOn.Value : DueOn;

    /// <summary>When it was made or taken back; null while promised.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The coordinator who made it, or ended its signal; null if the caregiver took it back.</summary>
    public long? DoneBy { get; init; }

    /// <summary>When the caregiver took it back; null if they did not.</summary>
    public DateTimeOffset? TakenBackAt => DoneBy is null ? DoneAt : null;

    /// <summary>The day by which a call is promised to somebody who asks on a day without choosing one.</summary>
    public static DateOnly By(DateOnly asked, WorkingDays days) => days.Add(asked, WithinDays);

    /// <summary>The best day to call without a chosen day, before the promised one: today if anybody works, or else the
    /// next working day. Null once it has come, and for a chosen day.</summary>
    /// <param name="wanted">The chosen day; null without one.</param>
    /// <param name="asked">The day on which they asked.</param>
    /// <param name="part">The chosen part of the day; for a morning that is over, the next day's.</param>
    public static DateOnly? Aim(DateOnly? wanted, DateOnly asked, DateOnly due, PartOfDay? part, SiteTime time)
    {
        if (wanted is not null)
            return null;
        var isOver = part == PartOfDay.Morning && time.Now >= time.At(time.Today, Noon);
        var day = isOver ? time.WorkingDays.Add(time.Today, 1) : time.DeskDay;
        return due == By(asked, time.WorkingDays) && day < due ? day : null;
    }

    /// <summary>Promises a call, and has the caregiver evaluated again. An existing promise keeps its day, and asking
    /// twice on a day is asking once.</summary>
    /// <param name="on">The day on which they asked.</param>
    internal static async Task Ask(Transaction transaction, long caregiverId, DateOnly on, SiteTime time)
    {
        await StaffTaskTable.Open(
            transaction,
            StaffTaskKind.Call,
            caregiverId,
            By(time.Today, time.WorkingDays),
            time.Now
        );
        if (
            (await EventTable.Of(transaction, caregiverId)).Any(careEvent =>
                careEvent.Kind == EventKind.RequestForContact && careEvent.HappenedOn == on
            )
        )
            return;
        await EventTable.Add(
            transaction,
            caregiverId,
            on,
            EventKind.RequestForContact,
            ReportedBy.Caregiver,
            "",
            time.Now
        );
        await EvaluationTable.Request(transaction, caregiverId, time.Now);
    }

    /// <summary>The default day of a call by the colleague who read their words.</summary>
    public static DateOnly NextDay(SiteTime time) => time.WorkingDays.Add(time.Today, 1);

    /// <summary>Promises a call on staff's initiative. An existing promise stays, and is brought forward to an earlier
    /// day.</summary>
    /// <param name="on">The chosen day; the next working day if it cannot be chosen.</param>
    /// <returns>The day by which they are called.</returns>
    internal static async Task<DateOnly> Promise(Transaction transaction, long caregiverId, DateOnly? on, SiteTime time)
    {
        var day = on >= time.Today && on <= CallTime.LastDay(time.Today, time.WorkingDays) ? on.Value : NextDay(time);
        if (await StaffTaskTable.CallOf(transaction, caregiverId) is { } promised)
        {
            if (promised.DueOn <= day)
                return promised.DueOn;
            await StaffTaskTable.SetCall(transaction, promised.Id, day, new CallTime());
            return day;
        }

        await StaffTaskTable.Open(transaction, StaffTaskKind.Call, caregiverId, day, time.Now);
        // A chosen day is the day to call, and not one before it.
        await StaffTaskTable.SetCall(
            transaction,
            (await StaffTaskTable.CallOf(transaction, caregiverId))!.Id,
            day,
            new(day)
        );
        return day;
    }

    /// <summary>Promises a call to a caregiver who asks for nothing else, at the time that suits: a kind call in
    /// aftercare becomes this call.</summary>
    internal static async Task AskAlone(Transaction transaction, long caregiverId, CallTime wish, SiteTime time)
    {
        await StaffTaskTable.CallInstead(transaction, caregiverId, time.Today, time.Now);
        await Ask(transaction, caregiverId, time.Today, time);
        await Suits(transaction, caregiverId, wish, time);
    }

    /// <summary>Ends a promised call at the caregiver's request; the event and its signal stay. If they are red, or
    /// staff wanted to call about their words, a coordinator reads of it, as somebody else may have said so: they are
    /// called once all the same.</summary>
    /// <param name="id">The call they saw.</param>
    /// <param name="home">The support point's language, in which staff read about it.</param>
    /// <returns>False if it is no longer promised.</returns>
    internal static async Task<bool> TakeBack(
        Transaction transaction,
        long caregiverId,
        long id,
        Language home,
        SiteTime time
    )
    {
        if (
            await StaffTaskTable.CallOf(transaction, caregiverId) is not { } call
            || call.Id != id
            || await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Call, caregiverId, time.Now) == 0
        )
            return false;
        if (await CaregiverTable.IsRed(transaction, caregiverId))
            await LifeChange.Say(transaction, caregiverId, Languages.In(home, () => EventWords.CallOnce), time);
        else if (!await WasAsked(transaction, caregiverId, call, time))
            await LifeChange.Say(
                transaction,
                caregiverId,
                Languages.In(home, () => EventWords.CallOnceAfterWords),
                time
            );
        return true;
    }

    /// <summary>Whether they asked for it themselves.</summary>
    private static async Task<bool> WasAsked(
        Transaction transaction,
        long caregiverId,
        PromisedCall call,
        SiteTime time
    ) =>
        (await EventTable.Of(transaction, caregiverId)).Any(careEvent =>
            careEvent.Kind == EventKind.RequestForContact
            && (careEvent.RecordedAt >= call.OpenedAt || careEvent.HappenedOn >= time.DayOf(call.OpenedAt))
        );

    /// <summary>Moves a promised call; without a chosen day, the promise counts anew from today.</summary>
    /// <remarks>What is overdue stays overdue: another chosen day is only recorded, as is one that postpones the call
    /// for long.</remarks>
    /// <param name="id">As in <see cref="TakeBack"/>.</param>
    /// <returns>False if it is no longer promised.</returns>
    internal static async Task<bool> Move(
        Transaction transaction,
        long caregiverId,
        long id,
        CallTime wish,
        SiteTime time
    )
    {
        if (await StaffTaskTable.CallOf(transaction, caregiverId) is not { } call || call.Id != id)
            return false;
        wish = Sooner(call, wish, time);
        var soon = By(time.Today, time.WorkingDays);
        // Asking again and again without a day postpones nothing.
        var dueOn = wish.Day ?? (call.WantedOn is null || call.DueOn < soon ? call.DueOn : soon);
        var last = time.WorkingDays.Add(time.DayOf(call.OpenedAt), MostPutOff);
        await StaffTaskTable.MoveCall(
            transaction,
            id,
            call.DueOn < time.Today || (dueOn > last && call.DueOn > last) ? call.DueOn
                : dueOn > last ? last
                : dueOn,
            wish
        );
        return true;
    }

    /// <remarks>Anybody with one of their mails can ask again and again: it is postponed no further than the last day
    /// on offer when it was promised, and an overdue call stays overdue, with the day they would like.</remarks>
    internal static async Task Suits(Transaction transaction, long caregiverId, CallTime wish, SiteTime time)
    {
        if (wish == new CallTime())
        {
            await StaffTaskTable.CallSooner(transaction, caregiverId, By(time.Today, time.WorkingDays));
            return;
        }

        if (await StaffTaskTable.CallOf(transaction, caregiverId) is not { } call)
            return;
        wish = Sooner(call, wish, time);
        var isSooner = wish.Day > call.DueOn && wish.Day <= call.WantedOn;
        if (call.DueOn < time.Today || isSooner)
        {
            await StaffTaskTable.SetCall(transaction, call.Id, dueOn: null, wish);
            return;
        }

        var last = CallTime.LastDay(time.DayOf(call.OpenedAt), time.WorkingDays);
        if (wish.Day is { } chosen && chosen > last && chosen > call.DueOn)
            await StaffTaskTable.SetCall(
                transaction,
                call.Id,
                call.DueOn < last && time.Today <= last ? last : null,
                wish with
                {
                    Day = null,
                }
            );
        else
            await StaffTaskTable.SetCall(transaction, call.Id, wish.Day, wish);
    }

    /// <summary>The wish of somebody who chose a day after the task's and now chooses none: the soonest day, never a
    /// later one. They no longer read the task's day, and perhaps never did.</summary>
    private static CallTime Sooner(PromisedCall call, CallTime wish, SiteTime time)
    {
        var soon = By(time.Today, time.WorkingDays);
        if (wish.Day is not null || call.DueOn >= soon || !(call.WantedOn > call.DueOn))
            return wish;
        return wish with { Day = soon < call.WantedOn ? soon : call.WantedOn };
    }
}
