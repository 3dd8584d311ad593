using CaregiverSignal.FollowUp;
using CaregiverSignal.People;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Demo;

/// <summary>What the invented coordinators do: a mail makes them look at the worklist, and the worklist makes them call.</summary>
/// <remarks>They are human: now and then a red signal stays unseen until the deputy hears of it, and what came in last is not done yet.</remarks>
public sealed class Coordinators
{
    /// <summary>Every so many of one desk's red signals one is overlooked, beginning with the second.</summary>
    private const int OverlookedEach = 9;

    private static readonly DateOnly NotSeenFrom = DemoOptions.LastDay.AddDays(-3);
    private static readonly DateOnly NotCalledFrom = DemoOptions.LastDay.AddDays(-7);

    private readonly Database database;
    private readonly SiteTime time;
    private readonly Agenda agenda;
    private readonly Dictionary<long, Participant> people;
    private readonly Dictionary<string, Desk> desks;
    private readonly HashSet<long> takenUp = [];
    private readonly HashSet<long> overlooked = [];
    private readonly Action planBeat;

    public Coordinators(Database database, SiteTime time, Agenda agenda, IReadOnlyList<Participant> people, DemoOptions options, Action planBeat)
    {
        (this.database, this.time, this.agenda, this.planBeat) = (database, time, agenda, planBeat);
        this.people = people.ToDictionary(person => person.Id);
        var staff = database.Read(work => Staff.All.Select(one => CoordinatorTable.ByEmail(work, one.Email)!).ToList());
        desks = staff.ToDictionary(
            one => one.Email,
            one => new Desk(one.Id, [.. staff.Where(other => other.DeputyId == one.Id).Select(other => other.Id)], Population.LuckOf(options, -(int)one.Id, subject: 4)));
    }

    /// <summary>A mail has come: they look at the worklist when they are next at work.</summary>
    public void Receive(string email)
    {
        var desk = desks[email];
        if (desk.LooksAt >= time.Now) return;
        desk.LooksAt = AtWork(time.Now.AddMinutes(desk.Luck.Next(10, 240)), desk.Luck);
        agenda.Plan(desk.LooksAt, () => Look(desk));
    }

    private void Look(Desk desk)
    {
        var cases = database.Read(work => SignalTable.OpenCases(work, [desk.CoordinatorId, .. desk.DeputyOf]));
        foreach (var one in cases.Where(one => one.SeenAt is null))
        {
            var isOwn = one.CoordinatorId == desk.CoordinatorId;
            if (isOwn && !overlooked.Contains(one.Id) && IsOverlooked(desk, one)) overlooked.Add(one.Id);
            if (isOwn ? overlooked.Contains(one.Id) : one.EscalatedAt is null) continue;
            if (one.OpenedOn < NotSeenFrom) TakeUp(desk, one);
        }
    }

    private static bool IsOverlooked(Desk desk, OpenCase one)
    {
        if (one.Level != "red" || !desk.RedSeen.Add(one.Id)) return false;
        return desk.RedSeen.Count % OverlookedEach == 2;
    }

    private void TakeUp(Desk desk, OpenCase one)
    {
        database.Write(work => Handling.Seen(work, SignalTable.Get(work, one.Id)!, desk.CoordinatorId, time));
        var person = people[one.CaregiverId];
        var hours = one.Level == "red" ? person.TalkLuck.Next(1, 27) : person.TalkLuck.Next(20, 90);
        // The last week's are taken up, and still to be called when the pages open.
        if (!takenUp.Add(one.Id) || one.OpenedOn >= NotCalledFrom) return;
        agenda.Plan(AtWork(time.Now.AddHours(hours), person.TalkLuck), () => Call(desk, one.Id, person));
    }

    private void Call(Desk desk, long signalId, Participant person)
    {
        var isReached = person.TalkLuck.NextDouble() < 0.85;
        var way = !isReached ? ContactWays.NotReached : person.TalkLuck.NextDouble() < 0.2 ? ContactWays.Visit : ContactWays.Spoken;
        var nextOn = isReached ? WorkingDays.Add(time.Today, person.TalkLuck.Next(18, 40)) : WorkingDays.Add(time.Today, 1);
        var note = isReached ? Voices.TalkNote(person.TalkLuck) : "";
        // A second talk finds somebody who takes over.
        var arranged = isReached && person is { TalkedOn: not null, HasRespite: false } ? Arrangements.RespiteStarted : null;
        var isDone = database.Write(work => Handling.Contacted(work, SignalTable.Get(work, signalId)!, desk.CoordinatorId, way, note, nextOn, time, arranged));
        planBeat();
        if (!isDone) return;

        if (isReached) person.TalkedOn = time.Today;
        if (arranged is not null) person.HasRespite = true;
        // Sometimes the agreed day goes by.
        var late = isReached && person.TalkLuck.NextDouble() < 0.25 ? person.TalkLuck.Next(2, 7) : 0;
        var again = AtWork(time.At(nextOn.AddDays(late), new TimeOnly(9, 30)), person.TalkLuck);
        agenda.Plan(again, isReached ? () => LookAgain(desk, signalId, person) : () => Call(desk, signalId, person));
    }

    /// <summary>The agreed day: it is lighter, or help has come, and the case is closed; or they talk once more.</summary>
    private void LookAgain(Desk desk, long signalId, Participant person)
    {
        var strain = person.StrainOn(time.Today);
        var isLighter = strain < 0.45;
        if (!isLighter && person.Reviews++ % 2 == 0)
        {
            Call(desk, signalId, person);
            return;
        }

        var outcome = isLighter
            ? person.TalkLuck.NextDouble() < 0.5 ? Outcomes.Lighter : Outcomes.HelpArranged
            : person.TalkLuck.NextDouble() < 0.5 ? Outcomes.Referred : Outcomes.ManagesAlone;
        database.Write(work => Handling.Close(work, SignalTable.Get(work, signalId)!, desk.CoordinatorId, outcome, "", time));
        planBeat();
    }

    /// <summary>The instant itself in working hours, or else early on the next working day.</summary>
    private DateTimeOffset AtWork(DateTimeOffset at, Random luck)
    {
        var (day, clock) = (time.DayOf(at), TimeOnly.FromDateTime(time.Local(at)));
        if (WorkingDays.IsWorkingDay(day) && clock >= new TimeOnly(8, 45) && clock < new TimeOnly(17, 0)) return at;
        if (!WorkingDays.IsWorkingDay(day) || clock >= new TimeOnly(17, 0)) day = WorkingDays.Add(day, 1);
        return time.At(day, new TimeOnly(8, 45)).AddMinutes(luck.Next(0, 75));
    }

    /// <summary>One coordinator's desk.</summary>
    private sealed record Desk(long CoordinatorId, IReadOnlyList<long> DeputyOf, Random Luck)
    {
        public DateTimeOffset LooksAt { get; set; } = DateTimeOffset.MinValue;

        public HashSet<long> RedSeen { get; } = [];
    }
}
