namespace CaregiverSignal.People;

/// <summary>When a caregiver would like to be called, as they chose it.</summary>
/// <param name="Day">Null for as soon as we can.</param>
/// <param name="Part">Null when any part of the day suits.</param>
/// <param name="Phone">Another number than the one that is known; null for that one.</param>
public sealed record CallTime(DateOnly? Day = null, PartOfDay? Part = null, string? Phone = null)
{
    private const int Choices = 5;

    /// <summary>The days that can be chosen: the next working days (our choice: a week of them).</summary>
    public static IReadOnlyList<DateOnly> Days(SiteTime time) =>
        [.. Enumerable.Range(1, Choices).Select(count => time.WorkingDays.Add(time.Today, count))];

    /// <summary>The last day that could be chosen on a day.</summary>
    public static DateOnly LastDay(DateOnly asked, WorkingDays days) => days.Add(asked, Choices);
}

public enum PartOfDay
{
    Morning,
    Afternoon,
}

/// <summary>A call that a caregiver asked for and was promised by a day: a task of the coordinator, and the team's when
/// that day went by.</summary>
public sealed record PromisedCall
{
    /// <summary>Working days within which a call is promised to who chose no day (our choice).</summary>
    private const int WithinDays = 2;

    /// <summary>Working days after asking beyond which the desk's day is not put off, whatever day is chosen (our
    /// choice: two weeks, as long as somebody is away).</summary>
    private const int MostPutOff = 10;

    private static readonly TimeOnly Noon = new(12, 0);

    public long Id { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateOnly DueOn { get; init; }

    public PartOfDay? Part { get; init; }

    public string? Phone { get; init; }

    /// <summary>The day that they chose themselves; null when they chose none. After <see cref="DueOn"/> it was chosen
    /// when that day had gone by, or was put off for long: to the desk the call is late after the first.</summary>
    public DateOnly? WantedOn { get; init; }

    /// <summary>The last day on which they may expect it, as they read it.</summary>
    public DateOnly PromisedOn => WantedOn > DueOn ? WantedOn.Value : DueOn;

    /// <summary>When it was made or taken back; null while it is promised.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The coordinator who made it, or ended its signal; null when the caregiver took it back.</summary>
    public long? DoneBy { get; init; }

    /// <summary>When the caregiver took it back; null when they did not.</summary>
    public DateTimeOffset? TakenBackAt => DoneBy is null ? DoneAt : null;

    /// <summary>The day by which a call is promised to who asks on a day, and chooses none.</summary>
    public static DateOnly By(DateOnly asked, WorkingDays days) => days.Add(asked, WithinDays);

    /// <summary>The day on which the desk had better call who chose no day, before the promised one: today when
    /// somebody works, or the next day that they do. Null when it has come, and when another day was
    /// promised.</summary>
    /// <param name="wanted">The day that they chose; null where they chose none.</param>
    /// <param name="asked">The day on which they asked.</param>
    /// <param name="part">The part of a day that they chose; a morning that is over is the next day's.</param>
    public static DateOnly? Aim(DateOnly? wanted, DateOnly asked, DateOnly due, PartOfDay? part, SiteTime time)
    {
        if (wanted is not null)
            return null;
        var isOver = part == PartOfDay.Morning && time.Now >= time.At(time.Today, Noon);
        var day = isOver ? time.WorkingDays.Add(time.Today, 1) : time.DeskDay;
        return due == By(asked, time.WorkingDays) && day < due ? day : null;
    }

    /// <summary>Promises a call, and has the caregiver judged anew; while one is promised its day stays, and asking
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

    /// <summary>The day on which whoever read what somebody wrote calls them, unless they choose another.</summary>
    public static DateOnly NextDay(SiteTime time) => time.WorkingDays.Add(time.Today, 1);

    /// <summary>Promises a call that the desk decides on. One that was promised stays, and is brought forward to a
    /// sooner day.</summary>
    /// <param name="on">The chosen day; the next working day where it is none that can be chosen.</param>
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
        // A day that was chosen is the day to call, and not one before it.
        await StaffTaskTable.SetCall(
            transaction,
            (await StaffTaskTable.CallOf(transaction, caregiverId))!.Id,
            day,
            new(day)
        );
        return day;
    }

    /// <summary>Promises a call to somebody who asks for nothing else, at the time that suits: a kind call in aftercare
    /// is this call from then on.</summary>
    internal static async Task AskAlone(Transaction transaction, long caregiverId, CallTime wish, SiteTime time)
    {
        await StaffTaskTable.CallInstead(transaction, caregiverId, time.Today, time.Now);
        await Ask(transaction, caregiverId, time.Today, time);
        await Suits(transaction, caregiverId, wish, time);
    }

    /// <summary>Ends a promised call that its caregiver wants no more; their event, and the signal that it led to,
    /// stay. Of who is red, and of whom the desk wanted to call about what they wrote, it is read, as somebody else may
    /// have said so: they are called once all the same.</summary>
    /// <param name="id">The call that they saw.</param>
    /// <param name="home">The language of the support point, whose people read about it.</param>
    /// <returns>False when it is no longer promised.</returns>
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

    /// <summary>Moves a promised call; who chooses no day is called by the day of asking anew.</summary>
    /// <remarks>What is late stays late: another day that they choose is only known besides, and so is one that puts
    /// the call off for long.</remarks>
    /// <param name="id">As in <see cref="TakeBack"/>.</param>
    /// <returns>False when it is no longer promised.</returns>
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
        // Asking for no day again and again puts nothing off.
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

    /// <remarks>Whoever has a mail of theirs can say so, again and again: it is put off no further than to the last day
    /// that could be chosen when it was promised, and what is late stays so, with the day that they would
    /// like.</remarks>
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

    /// <summary>What somebody wishes who chose a day after the desk's and now chooses none: the soonest day, and never
    /// a later one. The desk's day is not said to them any more, and perhaps never was.</summary>
    private static CallTime Sooner(PromisedCall call, CallTime wish, SiteTime time)
    {
        var soon = By(time.Today, time.WorkingDays);
        if (wish.Day is not null || call.DueOn >= soon || !(call.WantedOn > call.DueOn))
            return wish;
        return wish with { Day = soon < call.WantedOn ? soon : call.WantedOn };
    }
}
