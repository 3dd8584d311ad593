using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Demo;

/// <summary>What the invented coordinators do, once each working day: they go through their worklist.</summary>
/// <remarks>They take a signal up, call, look again on the agreed day, and close. Now and then a red one stays unseen
/// until it is the team's. The last day's calls, and what came in on the last days, are left for whoever opens the
/// pages.</remarks>
internal sealed class Coordinators
{
    /// <summary>One in so many red signals is overlooked.</summary>
    private const int OverlookedEach = 6;

    private const double IsReachedBy = 0.85;

    /// <summary>The strain below which it is light enough to close.</summary>
    private const double Light = 0.45;

    private static readonly DateOnly LastDay = DemoOptions.LastDay;
    private static readonly DateOnly NothingOverlookedFrom = LastDay.AddDays(-42);

    private static readonly string[] Respite = ["volunteer-at-home", "own-network", "day-care"];

    private readonly Simulation world;
    private readonly Database database;
    private readonly SiteTime time;
    private readonly IReadOnlyList<Coordinator> staff;

    private Coordinators(Simulation world, IReadOnlyList<Coordinator> staff) =>
        (this.world, database, time, this.staff) = (world, world.Database, world.Time, staff);

    public static async Task<Coordinators> AtWorkAsync(Simulation world)
    {
        var staff = await world.Database.ReadAsync(transaction =>
            Employee
                .All.Append(Employee.OtherLead)
                .SelectAsync(async staff => (await CoordinatorTable.ByEmail(transaction, staff.Email))!)
        );
        return new Coordinators(world, staff);
    }

    public Task WorkAsync() =>
        database.WriteAsync(async transaction =>
        {
            long[] ids = [.. staff.Select(coordinator => coordinator.Id)];
            foreach (var openCase in await SignalTable.OpenCases(transaction, ids))
                await Handle(transaction, openCase, world.ById[openCase.CaregiverId]);
            foreach (var task in await OpenTaskTable.Of(transaction, ids, time))
                await Do(transaction, task);
            foreach (var person in world.People.Where(person => person.Talks > 1))
                await LookAtHelp(transaction, person);
        });

    /// <param name="reason">For the last step, where that is a refusal or a failure.</param>
    internal async Task Arrange(
        Transaction transaction,
        Person person,
        string kind,
        IReadOnlyList<HelpStep> steps,
        HelpReason? reason = null
    )
    {
        var by = (await CaregiverTable.Get(transaction, person.Id))!.CoordinatorId;
        var offer = OffersNear
            .Of(await OfferTable.All(transaction), person.Row.Details)
            .FirstOrDefault(near => near.KindCode == kind);
        var help = new ArrangedHelp
        {
            CaregiverId = person.Id,
            KindCode = kind,
            Words = Words.Story[HelpKind.Of(kind).Group == HelpGroup.Respite ? "Help.Respite" : "Help.Other"],
            Step = HelpStep.Proposed,
            StepOn = time.Today,
            NextOn = HelpRoad.UsualNextOn(HelpStep.Proposed, time.Today, time.WorkingDays),
            ProposedOn = time.Today,
            OfferId = offer?.Id,
            WithWhom = offer?.Name ?? "",
        };
        await HelpArrangements.Propose(transaction, help, by, time);
        foreach (var step in steps)
            await Take(
                transaction,
                (await HelpTable.Of(transaction, person.Id)).Last(arranged => arranged.KindCode == kind),
                step,
                by,
                step == steps[^1] ? reason : null
            );
    }

    private async Task Do(Transaction transaction, OpenTask task)
    {
        switch (task.Kind)
        {
            case StaffTaskKind.Words when IsForNow(task, days: 1):
                await StaffTaskTable.Done(transaction, task.Id, task.CoordinatorId, time.Now);
                break;
            case StaffTaskKind.Silent when IsForNow(task, days: 3):
                await StaffTaskTable.Done(transaction, task.Id, task.CoordinatorId, time.Now);
                await Silence.Contacted(transaction, task.CaregiverId, time);
                break;
        }
    }

    /// <summary>Whether a task is done now: the newest of the last days are left.</summary>
    private bool IsForNow(OpenTask task, int days) => time.DayOf(task.OpenedAt) < LastDay.AddDays(-days);

    private async Task Handle(Transaction transaction, Signal one, Person person)
    {
        var isOverlooked =
            one.Urgency == Urgency.Red
            && one.EscalatedAt is null
            && person.Number % OverlookedEach == 2
            && time.Today < NothingOverlookedFrom;
        if ((one.IsFollowed && !(one.NextOn <= time.Today)) || isOverlooked)
            return;
        var owner = staff.Single(each => each.Id == one.CoordinatorId);
        var by = one.EscalatedAt is null
            ? owner.Id
            : staff.First(other => other.TeamId == owner.TeamId && other.Id != owner.Id).Id;
        if (one.SeenAt is null)
            await CaseActions.TakeUp(transaction, (await SignalTable.Get(transaction, one.Id))!, by, time);
        var signal = (await SignalTable.Get(transaction, one.Id))!;
        if (time.Today == LastDay)
            return;
        if (!signal.IsContacted || signal.AwaitsTalk)
        {
            // Red and whoever has a part are called at once, amber two working days after it was taken up.
            var usual =
                signal.Urgency == Urgency.Red || person.Part.Writes is not null
                    ? time.Today
                    : time.WorkingDays.Add(time.DayOf(signal.SeenAt!.Value), 2);
            if (((signal.Tries > 0 ? signal.NextOn : null) ?? usual) <= time.Today)
                await Call(transaction, signal, person, by);
        }
        else if (signal.NextOn <= time.Today && time.Today < LastDay.AddDays(-1))
        {
            await LookAgain(transaction, signal, person, by);
        }
    }

    private async Task Call(Transaction transaction, Signal signal, Person person, long by)
    {
        var agreed = AgreedOfPart(person);
        var isReached =
            !(person.Part.IsNotReached && time.Today == LastDay.AddDays(-1))
            && (agreed is not null || person.Luck.NextDouble() < IsReachedBy);
        var way =
            !isReached ? ContactWay.NotReached
            : person.Luck.NextDouble() < 0.2 ? ContactWay.Visit
            : ContactWay.Spoken;
        var nextOn = isReached
            ? agreed ?? time.WorkingDays.Add(time.Today, person.Luck.Next(10, 31))
            : time.WorkingDays.Add(time.Today, 1);
        var note = isReached ? world.Words.Next(person, "Talks") ?? "" : "";
        if (
            !await CaseActions.RecordContact(transaction, signal, by, new RecordedContact(way, note, nextOn), time)
            || !isReached
        )
            return;
        person.HaveTalked(time.Today);
        // At the second talk they propose respite: not everybody wants it, and not everybody gets it at once.
        if (person.Talks == 2)
        {
            var (steps, reason) = (person.Number % 8) switch
            {
                4 => ([HelpStep.Declined], person.Number % 3 == 2 ? HelpReason.RefusesStrangers : HelpReason.NotNow),
                3 => ([HelpStep.Chosen], null),
                5 => ([HelpStep.Chosen, HelpStep.Failed], HelpReason.NobodyAvailable),
                _ => ((HelpStep[], HelpReason?))([HelpStep.Chosen, HelpStep.Running], null),
            };
            await Arrange(transaction, person, Respite[person.Number % 3], steps, reason);
        }
    }

    private DateOnly? AgreedOfPart(Person person) =>
        person.Part is { Writes: { } writes, LooksAgain: { } again }
        && time.Today > LastDay.AddDays(-writes)
        && time.Today <= LastDay.AddDays(7 - writes)
            ? LastDay.AddDays(-again)
            : null;

    /// <summary>On the agreed day: when it is lighter, or they talked often enough, they close; otherwise they talk
    /// again.</summary>
    private async Task LookAgain(Transaction transaction, Signal signal, Person person, long by)
    {
        var isLighter = person.StrainOn(time.Today) < Light;
        if (!isLighter && person.Talks % 3 != 0)
        {
            await Call(transaction, signal, person, by);
            return;
        }

        // In a larger demo the care of some could not go on, and somebody else cares now.
        var isOver =
            !isLighter
            && person.Number >= 50
            && person.Number % 2 == 0
            && ChangeParticipation.TakesPart((await CaregiverTable.Get(transaction, person.Id))!);
        var outcome =
            isOver ? SignalOutcome.Other
            : !isLighter ? SignalOutcome.Referred
            : person.Talks > 1 ? SignalOutcome.HelpArranged
            : SignalOutcome.Lighter;
        if (isOver)
        {
            await Happen.Tell(
                transaction,
                new Telling(person.Id, [EventKind.CareCollapse], time.Today, Way.Colleague),
                time
            );
            await Participation.Stop(transaction, person.Id, ReportedBy.Coordinator, time);
        }

        await CaseActions.Close(
            transaction,
            signal,
            by,
            outcome,
            "",
            time,
            standing: LatestLook.Of(
                (await StoredLife.UpToNow(transaction, person.Id, world.Installation.Settings.Signals, time)).Life,
                time.Today
            )
        );
    }

    private async Task LookAtHelp(Transaction transaction, Person person)
    {
        // What was heard of it is the reader's to answer, and what somebody waits for comes after some weeks.
        foreach (
            var help in (await HelpTable.Of(transaction, person.Id)).Where(help =>
                (help.Runs || help.Step is HelpStep.Chosen or HelpStep.AskedFor)
                && help.NextOn <= time.Today
                && help.Objection is null
                && time.Today < LastDay
            )
        )
            await Take(
                transaction,
                help,
                help.Step == HelpStep.Chosen ? HelpStep.AskedFor
                    : !help.Runs ? HelpStep.Running
                    : person.Number % 6 == 2 ? HelpStep.Ended
                    : HelpStep.Kept,
                (await CaregiverTable.Get(transaction, person.Id))!.CoordinatorId
            );
    }

    private async Task Take(
        Transaction transaction,
        ArrangedHelp help,
        HelpStep step,
        long by,
        HelpReason? reason = null
    )
    {
        var nextOn = HelpRoad.UsualNextOn(step, time.Today, time.WorkingDays);
        HelpVerdict? helped =
            step == HelpStep.Kept ? (help.CaregiverId % 3 == 0 ? HelpVerdict.Somewhat : HelpVerdict.Yes)
            : step == HelpStep.Ended ? HelpVerdict.No
            : null;
        await HelpChanges.Take(
            transaction,
            help,
            new NewStep(step, time.Today, nextOn, reason, Helped: helped),
            by,
            time
        );
    }
}
