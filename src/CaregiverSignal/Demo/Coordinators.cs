using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Demo;

/// <summary>
/// Plays the invented coordinators: a mail makes them look at the worklist, and the worklist makes them call.
/// </summary>
/// <remarks>
/// They work well: they take up a signal the same day, call soon and keep to the agreed day. They are also human: now
/// and then a red signal stays unseen until it is escalated to the team. What is left open on the last morning is
/// there because of a <see cref="Part"/>, or because it has only just arrived.
/// </remarks>
public sealed class Coordinators
{
    /// <summary>One in this many of a coordinator's red signals is overlooked, beginning with the second.</summary>
    private const int OverlookedEach = 9;

    /// <summary>From this day on nothing is overlooked.</summary>
    private static readonly DateOnly NothingOverlookedFrom = DemoOptions.LastDay.AddDays(-42);

    /// <summary>From this day on own words stay unread, for the visitor who opens the pages.</summary>
    private static readonly DateOnly NotReadFrom = DemoOptions.LastDay.AddDays(-1);

    private readonly Database database;
    private readonly SiteTime time;
    private readonly Agenda agenda;
    private readonly InventedWords inventedWords;
    private readonly Dictionary<long, Participant> people;
    private readonly Dictionary<string, Desk> desks;
    private readonly Dictionary<long, int> plans = [];
    private readonly HashSet<long> overlooked = [];
    private readonly Action planBeat;
    private readonly ArrangingHelp help;

    public Coordinators(
        Database database,
        SiteTime time,
        Agenda agenda,
        IReadOnlyList<Participant> people,
        InventedWords inventedWords,
        DemoOptions options,
        Action planBeat
    )
    {
        (this.database, this.time, this.agenda, this.inventedWords, this.planBeat) = (
            database,
            time,
            agenda,
            inventedWords,
            planBeat
        );
        this.people = people.ToDictionary(person => person.Id);
        help = new ArrangingHelp(database, time, agenda, planBeat);
        var staff = database.Read(transaction =>
            Staff.All.Append(Staff.OtherLead).Select(one => CoordinatorTable.ByEmail(transaction, one.Email)!).ToList()
        );
        desks = staff.ToDictionary(
            one => one.Email,
            one => new Desk(
                one.Id,
                [.. staff.Where(other => other.TeamId == one.TeamId && other != one).Select(other => other.Id)],
                Population.LuckOf(options, -(int)one.Id, subject: 4)
            )
        );
        help.PlanParts(people.Where(one => one.Persona.Part is Part.None));
        foreach (var person in people.Where(one => one.Persona.Part == Part.Bereaved))
        {
            agenda.Plan(time.At(DemoOptions.LastDay.AddDays(-4), new TimeOnly(11, 0)), () => BeginAftercare(person));
        }
    }

    /// <summary>A mail has arrived: they look at the worklist when they are next at work.</summary>
    public void Receive(string email)
    {
        var desk = desks[email];
        if (desk.LooksAt >= time.Now)
            return;
        desk.LooksAt = AtWork(time.Now.AddMinutes(desk.Luck.Next(10, 150)), desk.Luck);
        agenda.Plan(desk.LooksAt, () => Look(desk));
    }

    private void Look(Desk desk)
    {
        var cases = database.Read(transaction =>
            SignalTable.OpenCases(transaction, [desk.CoordinatorId, .. desk.Team])
        );
        foreach (
            var one in cases.Where(one => one.SeenAt is null && !one.IsFollowed && !IsLeft(people[one.CaregiverId]))
        )
        {
            var isOwn = one.CoordinatorId == desk.CoordinatorId;
            if (isOwn && IsOverlooked(desk, one))
                overlooked.Add(one.Id);
            if (isOwn ? overlooked.Contains(one.Id) : one.EscalatedAt is null)
                continue;
            TakeUp(desk, one);
        }

        database.Write(transaction =>
        {
            long[] own = [desk.CoordinatorId];
            foreach (var task in OpenTaskTable.Of(transaction, own, time).Where(IsForNow))
                Do(transaction, desk, task);
        });
    }

    /// <summary>They read own words, check on people who were silent, and check details.</summary>
    private void Do(Transaction transaction, Desk desk, OpenTask task)
    {
        switch (task.Kind)
        {
            case StaffTaskKind.CheckDetails:
                CheckDetails.Confirm(transaction, task.CaregiverId, desk.CoordinatorId, time);
                break;
            case StaffTaskKind.Silent:
                StaffTaskTable.Done(transaction, task.Id, desk.CoordinatorId, time.Now);
                Silence.Contacted(transaction, task.CaregiverId, time);
                break;
            case StaffTaskKind.Words:
                StaffTaskTable.Done(transaction, task.Id, desk.CoordinatorId, time.Now);
                break;
        }
    }

    /// <summary>
    /// Whether the task is done now; the newest ones, and those about people who never answered, are left for the
    /// visitor.
    /// </summary>
    private bool IsForNow(OpenTask task) =>
        time.DayOf(task.OpenedAt) < NotReadFrom && people[task.CaregiverId].Persona.Part != Part.NeverAnswered;

    /// <summary>Whether a request of the last morning is left for the visitor.</summary>
    private bool IsLeft(Participant person) =>
        person.Persona.Part == Part.AsksToBeCalled && time.Today == DemoOptions.LastDay;

    private bool IsOverlooked(Desk desk, OpenCase one)
    {
        if (one.Urgency != Urgency.Red || !desk.RedSeen.Add(one.Id))
            return false;
        return desk.RedSeen.Count % OverlookedEach == 2 && time.Today < NothingOverlookedFrom;
    }

    private void TakeUp(Desk desk, OpenCase one)
    {
        overlooked.Remove(one.Id);
        database.Write(transaction =>
            Handling.TakeUp(transaction, SignalTable.Get(transaction, one.Id)!, desk.CoordinatorId, time)
        );
        var person = people[one.CaregiverId];
        var minutes = one.Urgency == Urgency.Red ? person.TalkLuck.Next(20, 300) : person.TalkLuck.Next(60, 1600);
        var call = AtWork(time.Now.AddMinutes(minutes), person.TalkLuck);
        Plan(one.Id, CallOfPart(person) ?? call, () => Call(desk, one.Id, person));
    }

    /// <summary>The time of the call, when a part of the last week sets it.</summary>
    private DateTimeOffset? CallOfPart(Participant person) =>
        time.Today < DemoOptions.LastDay.AddDays(-3)
            ? null
            : person.Persona.Part switch
            {
                Part.TakenUp => time.At(DemoOptions.LastDay, new TimeOnly(13, 30)),
                Part.Attention => time.At(DemoOptions.LastDay, new TimeOnly(16, 0)),
                Part.NotReached when time.Today < DemoOptions.LastDay.AddDays(-1) => time.At(
                    DemoOptions.LastDay.AddDays(-1),
                    new TimeOnly(10, 15)
                ),
                _ => null,
            };

    private void Call(Desk desk, long signalId, Participant person)
    {
        var isReached = IsReached(person);
        var way =
            !isReached ? ContactWay.NotReached
            : person.TalkLuck.NextDouble() < 0.2 ? ContactWay.Visit
            : ContactWay.Spoken;
        var usual = time.WorkingDays.Add(time.Today, isReached ? person.TalkLuck.Next(10, 31) : 1);
        var nextOn = isReached ? AgreedOfPart(person) ?? usual : usual;
        var note = isReached ? inventedWords.TalkNote(person.Persona) : "";
        // At the second talk they arrange respite.
        var arranges = isReached && person is { TalkedOn: not null, HasRespite: false };
        var isDone = database.Write(transaction =>
            Handling.RecordContact(
                transaction,
                SignalTable.Get(transaction, signalId)!,
                desk.CoordinatorId,
                new RecordedContact(way, note, nextOn),
                time
            )
        );
        planBeat();
        if (!isDone)
            return;

        if (isReached)
            person.HaveTalked(time.Today);
        if (arranges)
        {
            person.HasRespite = true;
            help.Arrange(person.Id, desk.CoordinatorId);
        }

        Plan(
            signalId,
            Again(person, nextOn),
            isReached ? () => LookAgain(desk, signalId, person) : () => Call(desk, signalId, person)
        );
    }

    private bool IsReached(Participant person)
    {
        var isReached = person.TalkLuck.NextDouble() < 0.85;
        return person.Persona.Part switch
        {
            Part.NotReached when time.Today == DemoOptions.LastDay.AddDays(-1) => false,
            _ => isReached || AgreedOfPart(person) is not null,
        };
    }

    /// <summary>The agreed day, when the part sets it.</summary>
    private DateOnly? AgreedOfPart(Participant person) =>
        Cast.WritesOn(person.Persona.Part) is { } writes
        && time.Today >= writes.Day
        && time.Today <= writes.Day.AddDays(7)
            ? Cast.AgreedOn(person.Persona.Part)
            : null;

    /// <summary>A moment on the agreed day.</summary>
    /// <remarks>
    /// On the last day, or when the part lets the day go by, that is in the afternoon, after the pages have opened.
    /// </remarks>
    private DateTimeOffset Again(Participant person, DateOnly agreedOn)
    {
        var minutes = person.TalkLuck.Next(0, 420);
        var isOfPart =
            person.Persona.Part is Part.DueToday or Part.Late or Part.NotReached
            && agreedOn >= DemoOptions.LastDay.AddDays(-1);
        return isOfPart
            ? time.At(DemoOptions.LastDay, new TimeOnly(14, 0))
            : AtWork(time.At(agreedOn, new TimeOnly(9, 0)).AddMinutes(minutes), person.TalkLuck);
    }

    /// <summary>
    /// On the agreed day: when it is lighter, or help has come, they close the case; otherwise they talk again.
    /// </summary>
    private void LookAgain(Desk desk, long signalId, Participant person)
    {
        var strain = person.StrainOn(time.Today);
        var isLighter = strain < 0.45;
        // A red finding after the talk: they talk about that first.
        if (
            database.Read(transaction => SignalTable.Get(transaction, signalId)) is { ClosedAt: null, AwaitsTalk: true }
            || (!isLighter && person.Reviews++ % 2 == 0)
        )
        {
            Call(desk, signalId, person);
            return;
        }

        var outcome = isLighter
            ? person.TalkLuck.NextDouble() < 0.5
                ? SignalOutcome.Lighter
                : SignalOutcome.HelpArranged
            : person.TalkLuck.NextDouble() < 0.5
                ? SignalOutcome.Referred
                : SignalOutcome.ManagesAlone;
        database.Write(transaction =>
            Handling.Close(transaction, SignalTable.Get(transaction, signalId)!, desk.CoordinatorId, outcome, "", time)
        );
        planBeat();
    }

    /// <summary>The family calls about a death: aftercare begins.</summary>
    private void BeginAftercare(Participant person)
    {
        database.Write(transaction =>
            ChangeParticipation.Happened(
                transaction,
                CaregiverTable.Get(transaction, person.Id)!,
                EventKind.Death,
                time
            )
        );
        planBeat();
    }

    /// <summary>Plans the next step in a case, in place of the one that was planned before.</summary>
    private void Plan(long signalId, DateTimeOffset at, Action happens)
    {
        var plan = plans[signalId] = plans.GetValueOrDefault(signalId) + 1;
        agenda.Plan(
            at,
            () =>
            {
                if (plans[signalId] == plan)
                    happens();
            }
        );
    }

    /// <summary>The instant itself if it is in working hours, otherwise early on the next working day.</summary>
    private DateTimeOffset AtWork(DateTimeOffset at, Random luck)
    {
        var (day, clock) = (time.DayOf(at), TimeOnly.FromDateTime(time.Local(at)));
        if (time.WorkingDays.Contains(day) && clock >= new TimeOnly(8, 45) && clock < new TimeOnly(17, 0))
            return at;
        if (!time.WorkingDays.Contains(day) || clock >= new TimeOnly(17, 0))
            day = time.WorkingDays.Add(day, 1);
        return time.At(day, new TimeOnly(8, 45)).AddMinutes(luck.Next(0, 75));
    }

    /// <summary>One coordinator's desk.</summary>
    private sealed record Desk(long CoordinatorId, IReadOnlyList<long> Team, Random Luck)
    {
        public DateTimeOffset LooksAt { get; set; } = DateTimeOffset.MinValue;

        public HashSet<long> RedSeen { get; } = [];
    }
}
