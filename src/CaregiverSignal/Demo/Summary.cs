using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Demo;

/// <summary>
/// Writes what a demo prints at its end: the same text for the same options, so without paths, keys and times of this
/// machine.
/// </summary>
public static class Summary
{
    private static readonly Course[] Told = [Course.Creeping, Course.Sudden, Course.Silent, Course.Content];

    /// <param name="chartOf">Whose chart was written; null when there was too little to draw.</param>
    public static string Write(Simulation lived, Person? chartOf)
    {
        var (options, people) = (lived.Options, lived.People);
        var mails = new DemoMail(lived.Installation, lived.Database).Newest();
        var (checkIns, signals, stories) = lived.Database.Read(transaction =>
            (
                people.SelectMany(person => CheckInTable.Of(transaction, person.Id)).ToList(),
                people
                    .SelectMany(person => SignalTable.Of(transaction, person.Id))
                    .Where(one => !one.IsFollowed)
                    .ToLookup(one => one.Urgency),
                Told.SelectMany(course => StoryOf(transaction, people, course)).ToList()
            )
        );
        var size = $"{Number(options.Caregivers, "caregiver")}, {Number(options.Months, "month")}, seed {options.Seed}";
        var answered = checkIns.Count(one => one.AnsweredAt is not null);
        var unanswered = checkIns.Count(one => one.ClosedAt is null);
        var open = signals.SelectMany(one => one).Count(one => one.ClosedAt is null);
        var chart = chartOf is null
            ? "no chart yet: with more months there is something to draw"
            : $"grafiek.svg         the course of {chartOf.FullName}; grafiek-smal.svg for a telephone, grafiek.png for paper";
        return $"""
            {lived.Installation.Settings.SupportPoint.Name}: {size}
            From {Day(options.FirstDay)} to {Day(DemoOptions.LastDay)} on a simulated clock. Everybody in it is made up.

            People
              {Counts(people.Select(one => Word(one.Course)))}
              {Counts(people.Select(one => "by " + one.Row.Details.Channel.Code()))}; {Staff.All.Count} coordinators

            Mails written          {mails.Count}
              {Counts(mails.Select(DemoMail.KindOf))}

            Check-ins              {checkIns.Count}
              {answered} answered, {unanswered} open today

            Signals                {signals.Sum(one => one.Count())}
              {signals[Urgency.Red].Count()} red: {KindsOf(signals[Urgency.Red])}
              {signals[Urgency.Amber].Count()} amber: {KindsOf(signals[Urgency.Amber])}
              {open} on the worklist today

            Stories
              {string.Join("\n  ", stories)}

            In the demo folder
              mail/               {mails.Count} mails as .eml files, named by day, kind and first name; a mail program opens them
              caregiversignal.db  everything that is stored (SQLite)
              {chart}

            """;
    }

    /// <summary>
    /// Of those with a course, whom most happened to: what was found first, and what was done about it.
    /// </summary>
    private static IEnumerable<string> StoryOf(Transaction transaction, IReadOnlyList<Person> people, Course course) =>
        people
            .Where(one => one.Course == course)
            .Select(one => (Who: $"{one.FullName} ({Word(course)})", Lines: LinesOf(transaction, one)))
            .OrderByDescending(one => one.Lines.Count)
            .Take(1)
            .SelectMany(one => one.Lines.Select(line => "  " + line).Prepend(one.Who));

    private static IReadOnlyList<string> LinesOf(Transaction transaction, Person person)
    {
        if (SignalTable.Of(transaction, person.Id).LastOrDefault(one => !one.IsFollowed) is not { } signal)
            return [$"No signal in all this time, with {person.Row.Details.HoursPerWeek} hours of care a week."];
        // Later findings join an open signal, and can rest on an earlier day than the first.
        var first = FindingTable
            .Of(transaction, person.Id)
            .Where(one => one.SignalId == signal.Id)
            .OrderBy(one => one.FoundAt)
            .ThenBy(one => one.Urgency == Urgency.Red ? 0 : 1)
            .First();
        return
        [
            $"{Day(signal.OpenedOn)}: signalled, {first.Urgency.Code()} ({first.Kind.Code()}). “{first.Reason}”",
            .. ActionTable
                .Timeline(transaction, person.Id)
                .Reverse()
                .Where(one => one.Kind is ActionKind.Escalated or ActionKind.Closed || one.Way?.IsReached() == true)
                .DistinctBy(one => one.Kind)
                .Select(one => $"{Day(one.DoneOn)}: {InWords(one)}"),
        ];
    }

    private static string InWords(Done done) =>
        done.Kind switch
        {
            ActionKind.Escalated => "unseen for too long, escalated to the team.",
            ActionKind.Closed => $"closed ({done.Outcome?.Code()}).",
            _ => $"{(done.Way == ContactWay.Visit ? "visited" : "called")} by {done.Coordinator}. “{done.Note}”",
        };

    private static string KindsOf(IEnumerable<Signal> signals) =>
        Counts(signals.SelectMany(one => one.Kinds).Select(kind => kind.Code()));

    /// <summary>Each with its number, most first.</summary>
    private static string Counts(IEnumerable<string> each) =>
        string.Join(
            ", ",
            each.CountBy(one => one)
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => $"{one.Value} {one.Key}")
        );

    private static string Number(int number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";

    private static string Word(Course course) => $"{course}".ToLowerInvariant();

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
